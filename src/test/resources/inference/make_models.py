"""Writes the tiny models beside this file that the inference tests load.

Needs torch 2.7 and onnx; run it in this folder. Input is 1x3x8x8 float32, output 1x3 float32 unless the name says
otherwise.
"""

import onnx
import torch
from onnx import TensorProto, helper


class Mean(torch.nn.Module):
    """Ten times the mean of each channel."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return 10 * x.mean(dim=[2, 3])


class Nan(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=[2, 3]) * float("nan")


class TwoLogits(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=[2, 3])[:, :2]


class TwoOutputs(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return x.mean(dim=[2, 3]), x.mean(dim=[2, 3])


class Float64(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=[2, 3]).double()


class RaisesOnBright(torch.nn.Module):
    """As Mean, but raises when the mean of all is above 0.9."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if bool(x.mean() > 0.9):
            raise RuntimeError("too bright")
        return 10 * x.mean(dim=[2, 3])


def onnx_mean() -> onnx.ModelProto:
    ten = helper.make_tensor("ten", TensorProto.FLOAT, [], [10.0])
    graph = helper.make_graph(
        [
            helper.make_node("ReduceMean", ["x"], ["mean"], axes=[2, 3], keepdims=0),
            helper.make_node("Mul", ["mean", "ten"], ["y"]),
        ],
        "mean",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])],
        [ten],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    modules = {
        "mean": Mean(),
        "nan": Nan(),
        "two-logits": TwoLogits(),
        "two-outputs": TwoOutputs(),
        "float64": Float64(),
        "raises-on-bright": RaisesOnBright(),
    }
    for name, module in modules.items():
        torch.jit.script(module.eval()).save(f"{name}.pt")
    torch.save(torch.nn.Linear(3, 3).state_dict(), "state-dict.pt")
    onnx.save(onnx_mean(), "mean.onnx")
