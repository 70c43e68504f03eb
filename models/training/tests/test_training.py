import copy
import os
import signal
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from floracare_training import average, drawings
from floracare_training.leaf_mask import leaf_mask
from floracare_training.network import SIZES, EfficientNetLite, init_imagenet
from floracare_training.training import NO_CLASS, Recipe, Trainer, TrainingSet, cross_entropy, taught_by

RECIPE = Recipe(phases=((32, 1), (48, 2)), batch=4, learning_rate=1e-2, seed=3)


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
        self.dropout = nn.Dropout(0.2)
        self.classifier = nn.Linear(8, 3)

    def forward(self, x):
        return self.classifier(self.dropout(self.body(x).flatten(1)))


@pytest.fixture(scope="module")
def data() -> TrainingSet:
    pictures = [drawings.leaf(3), drawings.leaf(11), drawings.scene(1)] * 3
    squares = np.stack([np.asarray(picture) for picture in pictures])
    masks = np.stack([np.zeros((256, 256), np.uint8) if i % 3 == 2 or (m := leaf_mask(s)) is None else m
                      for i, s in enumerate(squares)])
    return TrainingSet(squares, masks, np.arange(9) % 3, ["Fig___healthy", "Hop___rust", "Background"], backdrop=2)


def trainer(data, directory, loss=cross_entropy) -> Trainer:
    torch.manual_seed(0)
    return Trainer(Tiny(), data, RECIPE, directory, loss=loss)


def same(a: nn.Module, b: nn.Module) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a.state_dict().values(), b.state_dict().values()))


def test_resumed_training_ends_where_uninterrupted_training_ends(data, tmp_path):
    whole = trainer(data, tmp_path / "whole")
    assert whole.run()

    assert not trainer(data, tmp_path / "parts").run(until=3)
    resumed = trainer(data, tmp_path / "parts")
    assert resumed.resume() and resumed.step == 3
    assert resumed.run()

    assert same(whole.model, resumed.model) and same(whole.average, resumed.average)
    assert [e["loss"] for e in whole.history] == [e["loss"] for e in resumed.history] and len(whole.history) == 3


def test_average_reaches_back_over_a_twentieth_of_the_steps_unless_told_otherwise():
    recipe = Recipe(phases=((128, 20),), batch=10)
    assert recipe.total_steps(1000) == 2000
    assert recipe.kept_at(0, 1000) == 0.1
    assert recipe.kept_at(1999, 1000) == pytest.approx(0.99)
    assert Recipe(phases=((128, 20),), batch=10, ema=0.9).kept_at(1999, 1000) == 0.9


def test_terminated_training_leaves_a_checkpoint(data, tmp_path):
    def loss(*arguments):
        if stopped.step == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return cross_entropy(*arguments)

    stopped = trainer(data, tmp_path, loss)
    assert not stopped.run()

    resumed = trainer(data, tmp_path)
    assert resumed.resume() and resumed.step == 3


def test_training_changes_with_the_seed(data):
    a, _ = data.views(0, RECIPE)
    b, _ = data.views(0, Recipe(**{**RECIPE.__dict__, "seed": 4}))

    assert not torch.equal(a, b)


def test_resolution_grows_by_phase(data):
    sizes = [data.views(step, RECIPE)[0].shape[-1] for step in range(RECIPE.total_steps(len(data)))]

    assert sizes == [32, 32, 48, 48, 48, 48]


def test_learning_rate_rises_stays_and_falls():
    recipe = Recipe(phases=((32, 100),), batch=1, learning_rate=1.0, warmup=0.1, decay=0.5)
    rates = [recipe.rate_at(step, 1) for step in range(100)]

    assert rates[0] == pytest.approx(0.1) and rates[30] == 1 and rates[99] == pytest.approx(0.02)


def test_leaves_of_no_crop_are_made_of_two_crops(data):
    recipe = Recipe(phases=((32, 10),), batch=8, strange=0.5)
    targets = torch.cat([data.views(step, recipe)[1] for step in range(10)])

    assert 0 < (targets == NO_CLASS).sum() <= 40


def test_loss_of_leaves_of_no_crop_is_least_when_no_class_is_preferred():
    target = torch.tensor([0, NO_CLASS])
    level = torch.tensor([[9.0, 0, 0], [1.0, 1, 1]])
    peaked = torch.tensor([[9.0, 0, 0], [9.0, 1, 1]])

    assert cross_entropy(lambda x: x, level, target, RECIPE) < cross_entropy(lambda x: x, peaked, target, RECIPE)


def test_checkpoint_of_other_classes_is_refused(data, tmp_path):
    trainer(data, tmp_path).save()
    other = TrainingSet(data.squares, data.masks, data.labels, ["x", "y", "z"])

    with pytest.raises(ValueError, match="other classes"):
        trainer(other, tmp_path).resume()


def test_checkpoint_of_another_recipe_is_refused_and_of_other_phases_is_not(data, tmp_path):
    trainer(data, tmp_path).save()

    with pytest.raises(ValueError, match="begun with learning_rate 0.01, not 0.02"):
        Trainer(Tiny(), data, replace(RECIPE, learning_rate=2e-2), tmp_path).resume()
    assert Trainer(Tiny(), data, replace(RECIPE, phases=((32, 3),)), tmp_path).resume()


@pytest.mark.parametrize("steps, phases, fits", [
    (3, ((32, 1), (48, 5)), True),  # longer
    (3, ((32, 1), (64, 2)), False),  # the third step was of 48 pixels
    (3, ((32, 1), (48, 1)), False),  # the rate would have fallen before
    (4, ((32, 1), (48, 5)), False),  # the rate has fallen
])
def test_other_phases_are_taken_where_the_steps_so_far_would_have_been_the_same(data, tmp_path, steps, phases, fits):
    trainer(data, tmp_path).run(until=steps)
    other = Trainer(Tiny(), data, replace(RECIPE, phases=phases), tmp_path)

    if fits:
        assert other.resume()
    else:
        with pytest.raises(ValueError, match=f"at step {steps} of 32:1,48:2"):
            other.resume()


def test_class_without_photos_is_refused(data):
    with pytest.raises(ValueError, match="no training photo of c"):
        TrainingSet(data.squares, data.masks, data.labels, ["a", "b", "d", "c"][:3] + ["c"])


def test_average_of_two_trainings_has_the_mean_of_their_weights(data, tmp_path):
    weights = []
    for epochs in (2, 4):
        torch.manual_seed(0)
        one = Trainer(Tiny(), data, replace(RECIPE, phases=((32, epochs),)), tmp_path / str(epochs))
        assert one.run()
        weights.append(one.average.state_dict())

    average.run([tmp_path / "2" / "checkpoint.pt", tmp_path / "4" / "checkpoint.pt"], tmp_path / "mean")

    mean = torch.load(tmp_path / "mean" / "checkpoint.pt", weights_only=True)["average"]
    assert not torch.equal(weights[0]["classifier.weight"], weights[1]["classifier.weight"])
    assert torch.allclose(mean["classifier.weight"], (weights[0]["classifier.weight"] + weights[1]["classifier.weight"]) / 2)


def test_average_of_other_classes_is_refused(data, tmp_path):
    trainer(data, tmp_path / "a").save()
    other = TrainingSet(data.squares, data.masks, data.labels, ["Fig", "Hop", "Background"], backdrop=2)
    trainer(other, tmp_path / "b").save()

    with pytest.raises(ValueError, match="other classes"):
        average.run([tmp_path / "a" / "checkpoint.pt", tmp_path / "b" / "checkpoint.pt"], tmp_path / "mean")


def test_frozen_blocks_stay_as_they_were_and_the_rest_learns(data, tmp_path):
    recipe = Recipe(phases=((32, 1),), batch=4, freeze=2)
    torch.manual_seed(0)
    model = EfficientNetLite(3)
    before = copy.deepcopy(model)

    trained = Trainer(model, data, recipe, tmp_path)
    assert trained.run()

    for network in (trained.model, trained.average):
        assert all(map(same, network.early(2), before.early(2)))
    assert not same(trained.model.blocks[2], before.blocks[2])
    again = Trainer(EfficientNetLite(3), data, recipe, tmp_path)
    assert again.resume() and same(again.model, trained.model)


def test_more_blocks_than_there_are_cannot_be_frozen():
    with pytest.raises(ValueError, match="16 blocks, not 17"):
        EfficientNetLite(3).early(17)


@pytest.mark.parametrize("size", SIZES)
def test_imagenet_weights_fit_networks_of_every_size(size):
    """Not by their shapes alone: of weights in another order nothing sensible comes out."""
    torch.manual_seed(0)
    model = EfficientNetLite(3, size=size).eval()
    init_imagenet(model)
    pictures = np.stack([np.asarray(drawings.leaf(k).resize((224, 224))) for k in (3, 3, 11)]).astype(np.float32) / 127.5 - 1
    pictures[1] = pictures[1, :, ::-1]
    with torch.inference_mode():
        features = nn.functional.normalize(model.features(torch.from_numpy(pictures).permute(0, 3, 1, 2)))

    alike = features @ features.T
    assert alike[0, 1] > 0.8 > alike[0, 2]


def test_what_a_teacher_says_is_learned_and_not_the_labels(data, tmp_path):
    torch.manual_seed(1)
    teacher = Tiny().eval()
    with torch.no_grad():
        teacher.classifier.bias.copy_(torch.tensor([0.0, 4.0, 0.0]))

    taught = trainer(data, tmp_path, taught_by(teacher))
    assert taught.run()

    views, _ = data.views(0, RECIPE)
    assert (taught.model.eval()(views).argmax(1) == 1).all()
    assert taught_by(teacher)(teacher, views, views, RECIPE).item() == pytest.approx(0, abs=1e-6)
