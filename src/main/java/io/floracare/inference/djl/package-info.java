/**
 * Models run by Deep Java Library's engines: TorchScript by PyTorch, ONNX by ONNX Runtime. The only
 * user of DJL.
 */
@NullMarked
package io.floracare.inference.djl;

import org.jspecify.annotations.NullMarked;
