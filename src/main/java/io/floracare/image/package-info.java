/**
 * Untrusted bytes in, an oriented picture, a normalised tensor and image properties out. The only
 * user of OpenCV.
 */
@NullMarked
package io.floracare.image;

import org.jspecify.annotations.NullMarked;
