package io.floracare.message;

/**
 * Properties of a picture, measured on its reduced form (shorter side about 256 pixels). Grey is
 * Rec. 601 luma.
 *
 * @param brightness mean grey level, in [0, 255]
 * @param contrast standard deviation of the grey level, in [0, 127.5]
 * @param red share of red in the sum of the channels' means, in [0, 1]
 * @param green as {@code red}
 * @param blue as {@code red}
 * @param aspectRatio width / height as displayed
 * @param area pixels of the full image
 * @param sharpness variance of the 3×3 Laplacian of the grey level
 * @param greyEntropy Shannon entropy of the 256-bin grey histogram, in bits, in [0, 8]
 * @param greenShare share of pixels whose green exceeds both red and blue, in [0, 1]
 * @param perceptualHash 64-bit difference hash, 16 lower-case hex digits
 * @param blank nearly one colour everywhere: contrast below 2
 * @param grey the encoded image has one channel
 * @param alpha the encoded image has an alpha channel
 * @param exif the encoded image has EXIF metadata
 */
public record ImageFeatures(
        float brightness,
        float contrast,
        float red,
        float green,
        float blue,
        float aspectRatio,
        long area,
        float sharpness,
        float greyEntropy,
        float greenShare,
        String perceptualHash,
        boolean blank,
        boolean grey,
        boolean alpha,
        boolean exif) {}
