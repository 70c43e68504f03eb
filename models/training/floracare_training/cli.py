"""Trains, quantises, packages and measures leaf classifiers."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from . import calibrate, package, runtime
from .training import Recipe

_QAT = Recipe(phases=((224, 0.25),), learning_rate=2e-5, weight_decay=0.0, head_factor=1.0, ema=0.98, min_area=0.6)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m floracare_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _train(commands.add_parser("train", help="train a network on class folders; resumes where it was stopped"))
    _average(commands.add_parser("average", help="average the weights of trainings that went on from one another"))
    _quantize(commands.add_parser("quantize", help="teach the int8 network to answer as the fp32 one; resumes"))
    _export(commands.add_parser("export", help="make a package of a checkpoint, or of a class and its state dict"))
    _calibrate(commands.add_parser("calibrate", help="fit a package's temperature and thresholds"))
    _evaluate(commands.add_parser("evaluate", help="measure a package; with --card, write its model card"))
    _compare(commands.add_parser("compare", help="compare trainings on group folds, or with crops left out"))
    _package(commands.add_parser("package", help="make a package of finished model files"))
    _verify(commands.add_parser("verify", help="check a package's digests, labels, drift baselines and self-test"))
    options = parser.parse_args(arguments)
    try:
        return options.run(options) or 0
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1


def _data_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, help="folder of class folders, or folder with manifest.tsv")
    parser.add_argument("--manifest", type=Path, help="default: manifest.tsv in the data folder, if there is one")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "floracare-training")
    parser.add_argument("--threads", type=int, default=0, help="how many to use (0: one a core)")


def _budget_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--budget", type=float, default=calibrate.DEFAULT_BUDGET, help="share that may be withheld")


def _risk_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--risk", type=float, default=calibrate.DEFAULT_RISK,
                        help="share of answers that may be wrong, on group folds: as far as it allows, the budget is "
                             "spent on leaves of unknown crops")


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split",
                        help="photos that the network was not trained on: a split of the manifest, or train/val folder; "
                             "all: everything; default: what `train` held out: a fold, val, or where nothing is split a "
                             "fifth of the groups")
    parser.add_argument("--seed", type=int,
                        help="of the training, where nothing is split; default: what the package records")


def _selection_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--fold", type=_fold, metavar="K/N", help="hold out group fold K (from 0) of N of train and val together")
    parser.add_argument("--leave-out-crop", action="append", default=[], metavar="NAME",
                        help="leave out the classes whose name begins with NAME___")


def _train(parser: argparse.ArgumentParser) -> None:
    _data_arguments(parser)
    _selection_arguments(parser)
    parser.add_argument("--output", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--init", default="imagenet",
                        help="imagenet, random, or what to go on from: the fp32 TorchScript file of a package, or the "
                             "checkpoint.pt of a training")
    parser.add_argument("--network", choices=("lite0", "lite2"), default=Recipe.network, help="size of the EfficientNet-Lite")
    parser.add_argument("--teacher", type=Path, metavar="CHECKPOINT",
                        help="learn to answer as this training's network does, instead of from the labels")
    parser.add_argument("--phases", type=_phases, default="128:6,160:4,224:2", help="PIXELS:EPOCHS,…")
    parser.add_argument("--learning-rate", type=float, default=Recipe.learning_rate)
    parser.add_argument("--decay", type=float, default=Recipe.decay, help="last share of the steps, with falling rate")
    parser.add_argument("--label-smoothing", type=float, default=Recipe.label_smoothing)
    parser.add_argument("--ema", type=float, default=Recipe.ema, metavar="SHARE",
                        help="of the averaged weights that a step keeps; default: such that the average reaches back "
                             "over a twentieth of all steps")
    parser.add_argument("--min-area", type=float, default=Recipe.min_area)
    parser.add_argument("--strange", type=float, default=Recipe.strange, help="share of made-up leaves of no crop")
    parser.add_argument("--freeze", type=int, default=Recipe.freeze, metavar="BLOCKS",
                        help="keep the stem and that many of the 16 blocks (lite2: 21) as they are")

    def run(options: argparse.Namespace) -> int:
        from . import train

        if options.teacher and options.strange:
            parser.error("--teacher knows no leaves of no crop: leave --strange out")
        return 0 if train.run(options) else 3

    parser.set_defaults(run=run)


def _average(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoints", type=Path, nargs="+", metavar="CHECKPOINT", help="checkpoint.pt of trainings")
    parser.add_argument("--output", type=Path, required=True, help="folder for the checkpoint")

    def run(options: argparse.Namespace) -> None:
        from . import average

        if len(options.checkpoints) < 2:
            parser.error("give two checkpoints or more")
        average.run(options.checkpoints, options.output)

    parser.set_defaults(run=run)


def _quantize(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="checkpoint.pt of a finished training")
    _data_arguments(parser)
    parser.add_argument("--output", type=Path, required=True, help="folder for the int8 checkpoint")
    parser.add_argument("--phases", type=_phases, default="224:0.25", help="PIXELS:EPOCHS,…; 224:0 only sets the ranges")
    parser.add_argument("--learning-rate", type=float, default=_QAT.learning_rate)

    def run(options: argparse.Namespace) -> int:
        from . import train

        return 0 if train.run_quantizer(options, _QAT) else 3

    parser.set_defaults(run=run)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path, help="folder to make, models/NAME/VERSION")
    parser.add_argument("--checkpoint", type=Path, help="checkpoint.pt of `train`")
    parser.add_argument("--quantized", type=Path, help="checkpoint.pt of `quantize`")
    parser.add_argument("--data", type=Path, help="the training photos, to set the int8 ranges")
    parser.add_argument("--manifest", type=Path)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "floracare-training")
    parser.add_argument("--threads", type=int, default=0, help="how many to use (0: one a core)")
    parser.add_argument("--provenance", metavar="TEXT", help="where the photos come from, and under which licence")
    parser.add_argument("--class", dest="class_name", metavar="MODULE:CLASS", help="instead of a checkpoint: a network")
    parser.add_argument("--weights", type=Path, help="state dict of that class")
    parser.add_argument("--arguments", type=json.loads, default={}, metavar="JSON", help="keyword arguments of the class")
    _input_arguments(parser.add_argument_group("input of that class"))
    parser.add_argument("--labels", type=Path, help="labels.json; without it the class names speak for themselves")
    parser.add_argument("--names", type=Path, help="class names in index order, a line each or a JSON array")
    parser.add_argument("--description", default="")

    def run(options: argparse.Namespace) -> None:
        from . import exporting

        if bool(options.checkpoint) == bool(options.class_name):
            parser.error("give either --checkpoint or --class")
        if options.checkpoint and not (options.quantized and options.data):
            parser.error("--checkpoint needs --quantized and --data")
        if options.class_name and not (options.weights and (options.labels or options.names)):
            parser.error("--class needs --weights and either --labels or --names")
        (exporting.of_checkpoint if options.checkpoint else exporting.of_class)(options)
        print(f"{options.package}: verified")

    parser.set_defaults(run=run)


def _input_arguments(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--mean", type=float, nargs=3, default=(0.485, 0.456, 0.406),
                        help="of each channel, for values from 0 to 1; default: ImageNet's")
    parser.add_argument("--std", type=float, nargs=3, default=(0.229, 0.224, 0.225), help="as --mean")
    parser.add_argument("--channels", choices=("RGB", "BGR"), default="RGB")
    parser.add_argument("--size", type=int, default=224, help="pixels on each side; default: 224")
    parser.add_argument("--resize", choices=("short-side", "squash"), default="short-side",
                        help="to --resize-size on the shorter side and then cropped, or to a square of --size")
    parser.add_argument("--resize-size", type=int, default=256, help="default: 256")


def _fold(text: str) -> str:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match or int(match[2]) < 2 or int(match[1]) >= int(match[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is not K/N, a fold from 0 to N - 1 of N, such as 0/5")
    return text


def _phases(text: str) -> tuple[tuple[int, float], ...]:
    if not re.fullmatch(r"\d+:\d+(\.\d+)?(,\d+:\d+(\.\d+)?)*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not PIXELS:EPOCHS,…, such as 128:6,160:4")
    return tuple((int(pixels), float(epochs)) for pixels, epochs in (part.split(":") for part in text.split(",")))


def _calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path)
    _data_arguments(parser)
    _split_arguments(parser)
    _budget_argument(parser)
    _risk_argument(parser)
    parser.add_argument("--output", type=Path, metavar="NAME/VERSION",
                        help="leave the package as it is and make a new version of it there")

    def run(options: argparse.Namespace) -> None:
        from . import evaluate

        runtime.use_threads(options.threads)
        _, photos = evaluate.held_out(options)
        target = package.new_version(options.package, options.output) if options.output else options.package
        for name, fit in evaluate.calibrate_package(target, photos, options.cache, options.budget,
                                                    options.risk).items():
            fitted = fit.calibration
            print(f"{name}: temperature {fitted.temperature}, probability {fitted.min_probability}, "
                  f"energy {fitted.min_energy}; quantiles {fit.ratio:g}:1, on group folds {fit.withheld:.2%} withheld, "
                  f"{fit.risk:.2%} of answers wrong")
            if fit.risk > options.risk:
                print(f"{name}: more than the {options.risk:.2%} asked for; a larger --budget withholds more",
                      file=sys.stderr)

    parser.set_defaults(run=run)


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path)
    _data_arguments(parser)
    _split_arguments(parser)
    parser.add_argument("--out-of-scope", action="append", default=[], metavar="SPLIT|DIR",
                        help="photos of no known class: a split of the manifest or a folder of folders")
    _budget_argument(parser)
    _risk_argument(parser)
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--answers", type=Path, metavar="TSV", help="write the class index of each photo by variant here")
    parser.add_argument("--card", type=Path, metavar="TEMPLATE", help="write the package's MODEL_CARD.md from this")
    parser.add_argument("--compared", type=Path, metavar="JSON", help="figures of `compare`, for the card")

    def run(options: argparse.Namespace) -> None:
        from . import evaluate

        print(evaluate.run(options))

    parser.set_defaults(run=run)


def _compare(parser: argparse.ArgumentParser) -> None:
    _data_arguments(parser)
    parser.add_argument("checkpoints", type=Path, nargs="+", metavar="CHECKPOINT",
                        help="checkpoint.pt of trainings with --fold, with --leave-out-crop or with neither; recipes are "
                             "told apart by what is recorded in them")
    parser.add_argument("--out-of-scope", action="append", default=[], metavar="SPLIT",
                        help="photos of no known class: a split of the manifest")
    parser.add_argument("--weights", choices=("average", "last"), default="average",
                        help="of each training: the moving average, which is what is exported, or those of its last step")
    parser.add_argument("--plain", action="store_true",
                        help="measure logits as the network gives them, which do not tell what is unlike training photos")
    _budget_argument(parser)
    parser.add_argument("--pixels", type=int,
                        help="size that photos are shown in; default: that of each training's last phase")
    parser.add_argument("--ratio", type=float, default=calibrate.RATIOS[0],
                        help="of energy's quantile to probability's, for all trainings")
    parser.add_argument("--json", type=Path, help="write all figures here")

    def run(options: argparse.Namespace) -> None:
        from . import compare

        print(compare.run(options))

    parser.set_defaults(run=run)


def _package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("output", type=Path, help="folder to make, models/NAME/VERSION")
    parser.add_argument("--variant", action="append", required=True, metavar="KIND=FILE",
                        help=f"a model file; kinds, in order of preference: {', '.join(package.KINDS)}")
    parser.add_argument("--labels", type=Path, required=True, help="labels.json")
    _input_arguments(parser.add_argument_group("input of the model"))
    parser.add_argument("--calibration", type=Path,
                        help='JSON: {KIND: {"temperature", "minProbability", "minEnergy", "measured"}}; without it nothing '
                             "is withheld, until `calibrate` says what")
    parser.add_argument("--training", type=Path, help="JSON for the manifest's `training` section")
    parser.add_argument("--card", type=Path, help="MODEL_CARD.md")
    parser.add_argument("--description", required=True)

    def run(options: argparse.Namespace) -> None:
        from . import exporting

        malformed = [item for item in options.variant if "=" not in item]
        if malformed:
            parser.error(f"--variant {malformed[0]}: expected KIND=FILE")
        files = dict(item.split("=", 1) for item in options.variant)
        unknown = files.keys() - package.KINDS.keys()
        if unknown:
            parser.error(f"unknown variant {', '.join(sorted(unknown))}; known: {', '.join(package.KINDS)}")
        fitted = _read(options.calibration) if options.calibration else {}
        variants = [
            package.Variant(
                name=name,
                path=Path(files[name]),
                temperature=fitted.get(name, {}).get("temperature", 1.0),
                min_probability=fitted.get(name, {}).get("minProbability"),
                min_energy=fitted.get(name, {}).get("minEnergy"),
                measured=fitted.get(name, {}).get("measured", {}),
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
            spec=exporting.input_spec(options),
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
