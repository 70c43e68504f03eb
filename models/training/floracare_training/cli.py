"""The command line: one sub-command a step."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import package, train
from .images import InputSpec
from .training import Recipe


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m floracare_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _train(commands.add_parser("train", help="train a network on class folders; resumes where it was stopped"))
    _package(commands.add_parser("package", help="make a model package of finished model files"))
    _verify(commands.add_parser("verify", help="check a package's digests, labels and self-test"))
    options = parser.parse_args(arguments)
    return options.run(options) or 0


def _data_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, help="folder of class folders, or folder with manifest.tsv")
    parser.add_argument("--manifest", type=Path, help="default: manifest.tsv in the data folder, if there is one")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "floracare-training")
    parser.add_argument("--threads", type=int, default=0, help="torch threads (0: one a core)")


def _train(parser: argparse.ArgumentParser) -> None:
    _data_arguments(parser)
    parser.add_argument("--output", type=Path, required=True, help="folder for the checkpoint and its log")
    parser.add_argument("--init", default="imagenet",
                        help="imagenet, random, or the frozen fp32 TorchScript file of a package to go on from")
    parser.add_argument("--phases", default="128:8,160:8,224:8", help="PIXELS:EPOCHS,…")
    parser.add_argument("--learning-rate", type=float, default=Recipe.learning_rate)
    parser.add_argument("--label-smoothing", type=float, default=Recipe.label_smoothing)
    parser.add_argument("--ema", type=float, default=Recipe.ema)
    parser.add_argument("--min-area", type=float, default=Recipe.min_area)
    parser.add_argument("--decay", type=float, default=Recipe.decay, help="last share of the steps, with falling rate")
    parser.add_argument("--strange", type=float, default=Recipe.strange, help="share of made-up leaves of no crop")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--fold", metavar="K/N", help="hold out group fold K of N of train and val together")
    parser.add_argument("--leave-out-crop", action="append", default=[], metavar="NAME",
                        help="train without the classes whose name begins with NAME___")

    def run(options: argparse.Namespace) -> int:
        return 0 if train.run(options) else 3

    parser.set_defaults(run=run)


def _package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("output", type=Path, help="folder to make, models/NAME/VERSION")
    parser.add_argument("--variant", action="append", required=True, metavar="KIND=FILE",
                        help=f"a model file; kinds, in order of preference: {', '.join(package.KINDS)}")
    parser.add_argument("--labels", type=Path, required=True, help="labels.json")
    parser.add_argument("--calibration", type=Path, required=True,
                        help='JSON: {KIND: {"temperature", "minProbability", "minEnergy", "measured"}}')
    parser.add_argument("--training", type=Path, help="JSON for the manifest's `training` section")
    parser.add_argument("--card", type=Path, help="MODEL_CARD.md")
    parser.add_argument("--description", required=True)

    def run(options: argparse.Namespace) -> None:
        files = dict(item.split("=", 1) for item in options.variant)
        unknown = files.keys() - package.KINDS.keys()
        if unknown:
            parser.error(f"unknown variant {', '.join(sorted(unknown))}; known: {', '.join(package.KINDS)}")
        fitted = _read(options.calibration)
        variants = [
            package.Variant(
                name=name,
                path=Path(files[name]),
                temperature=fitted[name]["temperature"],
                min_probability=fitted[name].get("minProbability"),
                min_energy=fitted[name].get("minEnergy"),
                measured=fitted[name].get("measured", {}),
            )
            for name in package.KINDS
            if name in files
        ]
        package.write(
            directory=options.output,
            name=options.output.parent.name,
            version=options.output.name,
            description=options.description,
            labels=_read(options.labels),
            spec=InputSpec(),
            variants=variants,
            training=_read(options.training) if options.training else {},
            card=options.card.read_text(encoding="utf-8") if options.card else None,
        )
        print(f"{options.output}: verified")

    parser.set_defaults(run=run)


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path)

    def run(options: argparse.Namespace) -> int:
        try:
            package.verify(options.package)
        except ValueError as problem:
            print(f"{options.package}: {problem}")
            return 1
        print(f"{options.package}: verified")
        return 0

    parser.set_defaults(run=run)


def _read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))
