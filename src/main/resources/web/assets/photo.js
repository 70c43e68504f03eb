// Makes a photo as small as a diagnosis needs, upright, before it travels.

const LONG_SIDE = 1280;
const SMALL_BYTES = 1024 * 1024;
const QUALITY = 0.85;
const THUMB_SIDE = 640;
const THUMB_QUALITY = 0.8;
const READ_BY_SERVER = ["image/jpeg", "image/png", "image/webp"];

/**
 * The image to send and a small one to show. A file that this browser cannot read is sent as it is,
 * since the server reads more formats and says best what is wrong with one; it has nothing to show.
 */
export async function prepare(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { image: file, thumb: null };
  }
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    const small = longest <= LONG_SIDE && file.size <= SMALL_BYTES && READ_BY_SERVER.includes(file.type);
    const image = small ? file : await scaled(bitmap, LONG_SIDE, QUALITY);
    const thumb = await scaled(bitmap, THUMB_SIDE, THUMB_QUALITY);
    return { image, thumb };
  } finally {
    bitmap.close();
  }
}

async function scaled(bitmap, side, quality) {
  const factor = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  // A transparent picture gets paper behind it: JPEG has no transparency and would make it black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (blob === null) {
    throw new Error("this browser has no memory left for a picture");
  }
  return blob;
}
