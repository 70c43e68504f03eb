/**
 * The model store and claimed images in S3 or what speaks like it. The only user of the AWS SDK.
 */
@NullMarked
package io.floracare.model.s3;

import org.jspecify.annotations.NullMarked;
