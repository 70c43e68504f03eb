import copy
import itertools

import numpy as np
import onnx
import pytest
import torch

from floracare_training import export, familiarity, package, quantize, runtime
from floracare_training.network import EfficientNetLite, init_torchscript

SIZE = 64


@pytest.fixture(scope="module")
def model() -> EfficientNetLite:
    """Random weights, batch norms fed with random pictures so that no layer is degenerate."""
    torch.manual_seed(1)
    model = EfficientNetLite(5)
    with torch.no_grad():
        for _ in range(20):
            model(torch.rand(8, 3, SIZE, SIZE) * 2 - 1)
    return model.eval()


@pytest.fixture(scope="module")
def inputs() -> torch.Tensor:
    torch.manual_seed(2)
    return torch.rand(8, 3, SIZE, SIZE) * 2 - 1


@pytest.fixture(scope="module")
def prepared(model, inputs):
    return quantize.prepare(model, [inputs])


def largest_sum(weights: np.ndarray) -> int:
    """Of two bytes of one sign that a kernel adds in 16 bits: neighbours in a 1 x 1 convolution, else any two."""
    largest = 0
    for channel in weights.astype(int):
        neighbours = channel.size == channel.shape[0] > 1
        pairs = channel.reshape(-1, 2) if neighbours else np.array([*itertools.combinations(channel.ravel(), 2)])
        largest = max(largest, pairs.clip(0).sum(1).max(), (-pairs).clip(0).sum(1).max())
    return largest


def test_no_bytes_can_saturate_a_kernel(prepared):
    convolutions = [m for m in quantize.to_int8(prepared).modules() if hasattr(m, "groups")]

    assert len(convolutions) == 49
    assert max(largest_sum(m.weight().int_repr().numpy()) for m in convolutions) <= 128


def test_int8_network_computes_what_was_simulated(prepared, inputs):
    with torch.no_grad():
        simulated, real = prepared.eval()(inputs), quantize.to_int8(prepared)(inputs)

    assert (simulated - real).abs().max() < 0.05 * simulated.std()


def test_float_form_of_an_untuned_network_is_the_network(model, prepared, inputs):
    with torch.no_grad():
        assert torch.allclose(quantize.to_float(model)(inputs), model(inputs), atol=1e-4)


def test_imitation_loss_is_nothing_for_the_teacher_itself(model, inputs):
    assert quantize.imitate(model)(model, inputs, torch.zeros(8), None) == 0


def test_frozen_file_answers_as_the_network_and_trains_on(model, inputs, tmp_path):
    export.save_fp32(model, inputs[:1], tmp_path / "model.pt")
    saved = runtime.open_model("PyTorch", tmp_path / "model.pt")(inputs.numpy())
    recovered = EfficientNetLite(5)

    init_torchscript(recovered, tmp_path / "model.pt", inputs)

    with torch.no_grad():
        assert np.allclose(saved, model(inputs).numpy(), atol=1e-4)
        assert torch.allclose(recovered.eval()(inputs), model(inputs), atol=1e-3)


def test_files_tell_what_is_unfamiliar_as_the_networks_do(model, prepared, inputs, tmp_path):
    features = np.abs(np.random.default_rng(3).normal(size=(60, 1280))).astype(np.float32)
    telling = copy.deepcopy(model), copy.deepcopy(prepared).eval()
    for network in telling:
        network.unfamiliarity = familiarity.fit(features, np.arange(60) % 5, np.ones(60, bool),
                                                model.classifier.weight.detach().numpy(), np.zeros(5), 4)
        network.unfamiliarity.residual_weight, network.unfamiliarity.distance_weight = 2.0, 0.1

    files = export.write_variants(*telling, inputs.numpy(), tmp_path)
    compared = export.parity(*telling, files, inputs.numpy())
    with torch.no_grad():
        expected = telling[0].unfamiliarity(model.features(inputs)).numpy()
    plain = export.write_variants(model, copy.deepcopy(prepared).eval(), inputs.numpy(), tmp_path / "plain")

    assert compared["torchscript-fp32"]["maxLogitDifference"] < 1e-3
    assert compared["torchscript-int8"]["maxLogitDifference"] < 1e-3
    for name, file in files.items():
        engine = package.KINDS[name].engine
        taken = (runtime.open_model(engine, plain[name])(inputs.numpy()) - runtime.open_model(engine, file)(inputs.numpy()))
        assert np.ptp(taken, axis=1).max() < 1e-3
        assert np.allclose(taken, expected, rtol=0.02)
    recovered = EfficientNetLite(5)
    init_torchscript(recovered, files["torchscript-fp32"], inputs)
    with torch.no_grad():
        assert torch.allclose(recovered.eval()(inputs), model(inputs), atol=1e-3)


def test_files_do_not_name_the_machine_that_made_them(model, inputs, tmp_path):
    export.save_fp32(model, inputs[:1], tmp_path / "model.pt")

    content = (tmp_path / "model.pt").read_bytes()
    assert b"debug_pkl" not in content and str(tmp_path).encode() not in content


def test_onnx_file_answers_as_the_network(model, inputs, prepared, tmp_path):
    export.save_onnx(quantize.to_float(model), inputs[:1], tmp_path / "float.onnx")
    quantize.quantize_onnx(tmp_path / "float.onnx", tmp_path / "int8.onnx", inputs.numpy())

    logits = runtime.open_model("OnnxRuntime", tmp_path / "int8.onnx")(inputs.numpy())

    with torch.no_grad():
        exact = model(inputs).numpy()
    assert np.abs(logits - exact).mean() < 0.5 * exact.std()
    weights = [onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(tmp_path / "int8.onnx").graph.initializer]
    dense = [w for w in weights if w.dtype == np.int8 and w.ndim == 4 and w.shape[1] > 1]
    assert len(dense) == 31
    assert max(largest_sum(w) for w in dense) <= 128
