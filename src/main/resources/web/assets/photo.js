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
  const url = URL.createObjectURL(file);
  try {
    const picture = await decoded(url);
    if (picture === null) {
      return { image: file, thumb: null };
    }
    const longest = Math.max(picture.naturalWidth, picture.naturalHeight);
    const small = longest <= LONG_SIDE && file.size <= SMALL_BYTES && READ_BY_SERVER.includes(file.type);
    const image = small ? file : await scaled(picture, LONG_SIDE, QUALITY);
    const thumb = await scaled(picture, THUMB_SIDE, THUMB_QUALITY);
    return { image, thumb };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** An image element, which every browser turns upright; null if this one cannot read the file. */
async function decoded(url) {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
    return picture;
  } catch {
    return null;
  }
}

async function scaled(picture, side, quality) {
  const factor = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * factor));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * factor));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  // A transparent picture gets paper behind it: JPEG has no transparency and would make it black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (blob === null) {
    throw new Error("this browser has no memory left for a picture");
  }
  return blob;
}
