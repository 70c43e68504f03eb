"""Averages the weights of trainings that share a start (model soup: Wortsman et al., ICML 2022)."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from .train import Selection, check_held_out_alike
from .training import finished, load_checkpoint


def run(checkpoints: list[Path], output: Path) -> None:
    """Writes a checkpoint whose network is the plain mean of `checkpoints`' averaged weights.

    Means something only if one went on from the other, or both from a third. Raises ValueError if the classes, the
    layers or the photos held out differ, or if one is unfinished.
    """
    states = [load_checkpoint(file) for file in checkpoints]
    first = states[0]
    for file, state in zip(checkpoints, states):
        if not finished(state):
            raise ValueError(f"{file} is of an unfinished training: go on with it first")
    for file, state in zip(checkpoints[1:], states[1:]):
        if state["classes"] != first["classes"]:
            raise ValueError(f"{file} was trained on other classes than {checkpoints[0]}")
        if state["average"].keys() != first["average"].keys():
            raise ValueError(f"{file} has other layers than {checkpoints[0]}")
    last = states[-1]
    selection = Selection.recorded({**json.loads(last["origin"]), "recipe": json.loads(last["recipe"])})
    check_held_out_alike(dict(zip(checkpoints, states)), selection)
    history = [{"recipe": json.loads(s["recipe"]), "init": json.loads(s["origin"]).get("init"), "history": s["history"]}
               for s in states]
    output.mkdir(parents=True, exist_ok=True)
    torch.save({
        "average": _mean([state["average"] for state in states]),
        "step": last["step"],
        "history": last["history"],
        "classes": first["classes"],
        "recipe": last["recipe"],
        "origin": json.dumps({**json.loads(last["origin"]), "averageOf": history}),
    }, output / "checkpoint.pt")


def _mean(weights: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {
        name: torch.stack([w[name] for w in weights]).mean(0) if first.is_floating_point() else first
        for name, first in weights[0].items()
    }
