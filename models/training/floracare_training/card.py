"""Model cards and tables: an evaluation, as text."""

from __future__ import annotations

FIGURES = "{figures}"
COMPARED = "{compared}"


def render(template: str, evaluation: dict, parity: dict | None = None, compared: dict | None = None) -> str:
    """The template with `{figures}` replaced by the evaluation's tables, `{compared}` by those of `compare`."""
    if FIGURES not in template:
        raise ValueError(f"the card's template has no {FIGURES}")
    if (COMPARED in template) != (compared is not None):
        raise ValueError(f"the card's template has {COMPARED}: give the figures of compare" if compared is None
                         else f"the card's template has no {COMPARED}")
    if compared is not None:
        template = template.replace(COMPARED, comparison(compared))
    return template.replace(FIGURES, figures(evaluation, parity))


def figures(evaluation: dict, parity: dict | None = None) -> str:
    variants = evaluation["variants"]
    parts = [
        f"Measured on {evaluation['photos']} photos of {evaluation['groups']} leaf groups"
        f"{', none of which it was trained on' if evaluation.get('heldOut') else ''}. Intervals (95 %) resample whole groups. "
        f"*Cross-fitted*: temperature and thresholds were fitted on other groups than those they were measured on, for a "
        f"budget of {_percent(evaluation['budget'], 1)} withheld and a risk of {_percent(evaluation['risk'], 1)} of answers "
        f"wrong.",
        summary(variants),
    ]
    scopes = sorted({title for figures_ in variants.values() for title in figures_["outOfScope"]})
    if scopes:
        parts += ["### Photos of nothing it knows", _scopes(variants, scopes)]
    if parity:
        parts += ["### Files against eager PyTorch", _parity(parity)]
    first = next(iter(variants))
    parts += [f"### Classes ({first})",
              "Where all photos of a class went one way, or are of fewer than five leaf groups, the interval is Wilson's of as many "
              "trials as there are groups: photos of one leaf tell little more than one of them.",
              _classes(variants[first]["classes"]),
              f"### Confusions ({first})", _confusions(variants[first]["confusions"])]
    return "\n\n".join(parts)


def comparison(figures: dict) -> str:
    """The tables of `compare`."""
    parts = []
    if figures["recipes"]:
        parts.append(_recipes(figures))
    if figures["leftOut"]:
        recipes = list(dict.fromkeys(row["recipe"] for row in figures["leftOut"]))
        parts += [_left_out([row for row in figures["leftOut"] if row["recipe"] == recipe], figures["ratio"],
                            "Left out" if len(recipes) == 1 else f"Left out of {recipe}") for recipe in recipes]
    return "\n\n".join(parts)


def summary(variants: dict) -> str:
    rows = [
        ("Right answers, nothing withheld", lambda v: _bounded(v["top1"])),
        ("Macro F1", lambda v: _bounded(v["macroF1"])),
        ("Same class as fp32", lambda v: _percent(v["sameTop1AsFp32"])),
        ("Withheld, cross-fitted", lambda v: _bounded(v["crossFitted"]["withheld"])),
        ("Right among answers, cross-fitted", lambda v: _bounded(v["crossFitted"]["accuracyAmongAnswers"])),
        ("Expected calibration error, cross-fitted", lambda v: f"{v['crossFitted']['calibrationError']:.3f}"),
        ("Withheld, as shipped", lambda v: _bounded(v["shipped"]["withheld"])),
        ("Right among answers, as shipped", lambda v: _bounded(v["shipped"]["accuracyAmongAnswers"])),
    ]
    table = [["", *variants]] + [[title, *(cell(v) for v in variants.values())] for title, cell in rows]
    return _table(table)


def _scopes(variants: dict, scopes: list[str]) -> str:
    rows = [["Photos", "Variant", "Withheld", "Told “no single leaf”", "Given no class", "Interval"]]
    for title in scopes:
        for name, figures_ in variants.items():
            s = figures_["outOfScope"][title]
            rows.append([f"{title} ({s['photos']})", name, _percent(s["withheld"]), _percent(s["background"]),
                         _percent(s["noClassButBackground"]), _interval(s["interval"])])
    return _table(rows)


def _parity(parity: dict) -> str:
    rows = [["Variant", "Against", "Photos", "Largest logit difference", "Same class", "Same class as eager fp32"]]
    for name, p in parity.items():
        rows.append([name, p["against"], str(p["inputs"]), f"{p['maxLogitDifference']:.5f}", _percent(p["sameTop1"]),
                     _percent(p["sameTop1AsEagerFp32"])])
    return _table(rows)


def _classes(classes: list[dict]) -> str:
    rows = [["Class", "Photos", "Leaf groups", "Recall", "Precision"]]
    for row in classes:
        rows.append([f"`{row['name']}`", str(row["photos"]), str(row["groups"]),
                     f"{_percent(row['recall'])} {_interval(row['recallInterval'])}",
                     f"{_percent(row['precision'])} {_interval(row['precisionInterval'])}"])
    return _table(rows)


def _confusions(rows: list[dict]) -> str:
    if not rows:
        return "None."
    return _table([["Photo of", "Taken for", "Photos"]]
                  + [[f"`{r['actual']}`", f"`{r['predicted']}`", str(r["photos"])] for r in rows])


def _recipes(figures: dict) -> str:
    rows = [
        ("Folds", lambda r: str(len(r["folds"]) or "–")),
        ("Photos", lambda r: str(r["photos"])),
        ("Right answers, nothing withheld", lambda r: _bounded(r["top1"])),
        ("Macro F1", lambda r: _bounded(r["macroF1"])),
        ("Withheld", lambda r: _bounded(r["crossFitted"]["withheld"])),
        ("Right among answers", lambda r: _bounded(r["crossFitted"]["accuracyAmongAnswers"])),
        ("Expected calibration error", lambda r: f"{r['crossFitted']['calibrationError']:.3f}"),
    ]
    rows += [(f"Given no class: {title}", lambda r, title=title: _percent(r["outOfScope"].get(title)))
             for title in dict.fromkeys(title for r in figures["recipes"] for title in r["outOfScope"])]
    if any("againstFirst" in r for r in figures["recipes"]):
        rows.append(("Right answers, points above the first", lambda r: _points(r.get("againstFirst"))))
    head = ["", *(r["recipe"] for r in figures["recipes"])]
    return _table([head] + [[title, *(cell(r) for r in figures["recipes"])] for title, cell in rows])


def _left_out(crops: list[dict], ratio: float, title: str) -> str:
    ratios = [r for r in crops[0]["byRatio"] if float(r) != ratio]
    head = [title, "Photos", "Leaf groups", "Withheld", "Told “no single leaf”", "Given no class", "Interval",
            *(f"… at {r}:1" for r in ratios), "Other crops right", "Other crops withheld"]
    rows = [[c["crop"], str(c["photos"]), str(c["groups"]), _percent(c["withheld"]), _percent(c["background"]),
             _percent(c["noClassButBackground"]), _interval(c["interval"]),
             *(_percent(c["byRatio"][r]) for r in ratios), _bounded(c["known"]["top1"]),
             _bounded(c["known"]["withheld"])] for c in crops]
    mean = lambda value: _percent(sum(map(value, crops)) / len(crops))
    means = [mean(lambda c, r=r: c["byRatio"][r]) for r in ratios]
    rows.append(["Mean of these", "", "", "", "", mean(lambda c: c["noClassButBackground"]), "", *means, "", ""])
    return _table([head, *rows])


def _table(rows: list[list[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + " --- |" * len(rows[0]), *body])


def _bounded(figure: dict) -> str:
    return f"{_percent(figure['value'])} {_interval(figure['interval'])}".strip()


def _points(difference: dict | None) -> str:
    if difference is None:
        return ""
    interval = "" if difference["interval"] is None else " ({:+.2f} to {:+.2f})".format(
        *(100 * bound for bound in difference["interval"]))
    return f"{100 * difference['value']:+.2f}{interval}"


def _percent(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def _interval(bounds: list[float] | None) -> str:
    return "" if bounds is None else f"({100 * bounds[0]:.1f}–{100 * bounds[1]:.1f})"
