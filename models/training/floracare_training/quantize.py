"""int8: calibration, quantisation-aware fine-tuning, conversion to TorchScript and ONNX.

Batch norms are folded into the convolutions first. ReLU6 needs no operation of its own: its output range is at most
[0, 6], and a uint8 value saturates there. Pooling and what follows stay in float: averaging 49 bytes into a byte
would throw away most of what tells two close classes apart, and both cost next to nothing.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Iterable

import numpy as np
import torch
from torch import nn
from torch.ao.nn.intrinsic import ConvReLU2d
from torch.ao.quantization import (DeQuantStub, FakeQuantize, HistogramObserver, MovingAveragePerChannelMinMaxObserver,
                                   QConfig, QuantStub, convert, disable_fake_quant, disable_observer,
                                   enable_fake_quant, enable_observer, fuse_modules_qat, prepare_qat)
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .network import EfficientNetLite

ENGINE = "x86"
_FLOAT_CONVOLUTIONS = 3
"""Of the ONNX file: the stem and the first block."""


class _UpToSix(HistogramObserver):
    """Observes what ReLU6 would pass on."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x.clamp(max=6.0))


class _PairSafe(MovingAveragePerChannelMinMaxObserver):
    """Scales a channel's weights so that no two bytes of one sign which a kernel adds exceed 128 together.

    Where a CPU has no VNNI, and in wide depthwise convolutions everywhere, kernels multiply bytes (vpmaddubsw) and add
    neighbouring products in 16 bits: 255 x 128 fits, more saturates, silently. Halving the range of every weight would
    be safe too, and coarser.
    """

    def forward(self, x_orig: torch.Tensor) -> torch.Tensor:
        x = x_orig.detach()
        bound = torch.maximum(x.flatten(1).abs().amax(1), added(x) * (127.5 / 127))
        return super().forward(torch.stack([-bound, bound], 1)) if x.numel() else x_orig


def added(weight: torch.Tensor) -> torch.Tensor:
    """outputs: the largest sum of two weights of one sign that a kernel may add in 16 bits, of outputs x inputs x kernel.

    In a 1 x 1 convolution those are the weights of inputs 2i and 2i + 1; in others any two count.
    """
    signs = weight.flatten(1).clamp(min=0), (-weight).flatten(1).clamp(min=0)
    if weight[0, 0].numel() == 1 and weight.shape[1] > 1:
        sums = [nn.functional.pad(x, (0, x.shape[1] % 2)).unflatten(1, (-1, 2)).sum(2).amax(1) for x in signs]
    else:
        sums = [x.topk(2).values.sum(1) for x in signs]
    return torch.maximum(*sums)


def _activation(observer) -> type:
    # The whole range of uint8: half of it ("reduce_range") costs 8 to 11 points of accuracy.
    return FakeQuantize.with_args(observer=observer, quant_min=0, quant_max=255, dtype=torch.quint8,
                                  qscheme=torch.per_tensor_affine, reduce_range=False)


def _weight(observer) -> type:
    return FakeQuantize.with_args(observer=observer, averaging_constant=1.0, quant_min=-128, quant_max=127,
                                  dtype=torch.qint8, qscheme=torch.per_channel_symmetric)


_PLAIN = QConfig(activation=_activation(HistogramObserver), weight=_weight(_PairSafe))
_SIX = QConfig(activation=_activation(_UpToSix), weight=_weight(_PairSafe))


class Folded(nn.Module):
    """The network without batch norms and with the borders of its int8 part marked."""

    def __init__(self, model: EfficientNetLite) -> None:
        super().__init__()
        model = copy.deepcopy(model).cpu().eval()
        for sequence in [m for m in model.modules() if isinstance(m, nn.Sequential)]:
            _fold(sequence)
        self.quant, self.dequant = QuantStub(), DeQuantStub()
        self.stem, self.blocks, self.head = model.stem, model.blocks, model.head
        self.pool, self.classifier, self.unfamiliarity = model.pool, model.classifier, model.unfamiliarity

    def features(self, x: torch.Tensor) -> torch.Tensor:
        x = self.head(self.blocks(self.stem(self.quant(x))))
        return self.pool(self.dequant(x)).flatten(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features = self.features(x)
        logits = self.classifier(features)
        return logits if self.unfamiliarity is None else logits - self.unfamiliarity(features)


def _fold(sequence: nn.Sequential) -> None:
    if len(sequence) < 2 or not isinstance(sequence[1], nn.BatchNorm2d):
        return
    conv = fuse_conv_bn_eval(sequence[0], sequence[1])
    layers = [conv] + ([nn.ReLU()] if len(sequence) == 3 else [])
    sequence.__init__(*layers)


def prepare(model: EfficientNetLite, calibration: Iterable[torch.Tensor]) -> nn.Module:
    """A network that computes in float what int8 will compute, its ranges set on the calibration batches."""
    torch.backends.quantized.engine = ENGINE
    folded = Folded(model).train()
    for sequence in [m for m in folded.modules() if isinstance(m, nn.Sequential)]:
        if len(sequence) == 2 and isinstance(sequence[0], nn.Conv2d) and isinstance(sequence[1], nn.ReLU):
            fuse_modules_qat(sequence, ["0", "1"], inplace=True)
    folded.qconfig = _PLAIN
    folded.classifier.qconfig = None
    for module in folded.modules():
        if isinstance(module, ConvReLU2d):
            module.qconfig = _SIX
    prepared = prepare_qat(folded, inplace=False)
    prepared.apply(enable_observer).apply(disable_fake_quant)
    with torch.no_grad():
        for batch in calibration:
            prepared(batch)
    prepared.apply(disable_observer).apply(enable_fake_quant)
    for module in prepared.modules():
        if hasattr(module, "weight_fake_quant"):
            module.weight_fake_quant.enable_observer()
    return prepared


def imitate(teacher: nn.Module):
    """A loss for `training.Trainer`: the squared distance of the logits from the teacher's, so that the int8 network
    keeps the fp32 network's answers and its energies."""
    teacher = copy.deepcopy(teacher).eval()

    def loss(model: nn.Module, views: torch.Tensor, target: torch.Tensor, recipe) -> torch.Tensor:
        with torch.no_grad():
            wanted = teacher.to(views.device)(views)
        return torch.nn.functional.mse_loss(model(views), wanted)

    return loss


def to_int8(prepared: nn.Module) -> nn.Module:
    """The eager int8 network; runs on CPUs only."""
    torch.backends.quantized.engine = ENGINE
    return convert(copy.deepcopy(prepared).cpu().eval())


def to_float(model: EfficientNetLite) -> Folded:
    """The network with its batch norms folded, before any rounding: what ONNX quantisation starts from."""
    plain = Folded(model)
    for sequence in [m for m in plain.modules() if isinstance(m, nn.Sequential)]:
        if len(sequence) == 2 and isinstance(sequence[1], nn.ReLU):
            sequence[1] = nn.ReLU6()
    return plain.eval()


def quantize_onnx(source: Path, target: Path, calibration: np.ndarray) -> None:
    """QDQ int8 from an fp32 ONNX file; `calibration` is N x 3 x H x W float32.

    The first layers stay in float: they cost next to nothing, and what they round away is lost to all others. ONNX
    Runtime adds depthwise products in 32 bits, so that those weights keep their whole range.
    """
    import onnx
    from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Reader(CalibrationDataReader):
        def __init__(self) -> None:
            self.rows = iter(calibration)

        def get_next(self):
            row = next(self.rows, None)
            return None if row is None else {"x": row[None]}

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared))
    graph = onnx.load(prepared).graph
    nodes = graph.node
    pooling = next(i for i, node in enumerate(nodes) if node.op_type == "GlobalAveragePool")
    float_nodes = [node.name for node in nodes[pooling:]]
    convolutions = [node for node in nodes if node.op_type == "Conv"]
    float_nodes += [node.name for node in convolutions[:_FLOAT_CONVOLUTIONS]]
    weights = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    ranges = {node.input[1]: _pair_safe(weights[node.input[1]]) for node in convolutions[_FLOAT_CONVOLUTIONS:]
              if weights[node.input[1]].shape[1] > 1}
    quantize_static(str(prepared), str(target), Reader(), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                    calibrate_method=CalibrationMethod.MinMax, nodes_to_exclude=float_nodes,
                    extra_options={"TensorQuantOverrides": ranges})
    prepared.unlink()


def _pair_safe(weight: np.ndarray) -> list[dict]:
    """What `_PairSafe` does, in the words of ONNX Runtime's quantiser: a range for each output channel."""
    largest = np.abs(weight).reshape(len(weight), -1).max(1)
    bounds = np.maximum(largest, added(torch.tensor(weight)).numpy() * np.float32(127.5 / 127))
    return [{"axis": 0, "symmetric": True, "rmin": -bound, "rmax": bound} for bound in bounds]
