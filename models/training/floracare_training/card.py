"""Model cards and tables: an evaluation, as text."""

from __future__ import annotations

FIGURES = "{figures}"


def render(template: str, evaluation: dict, parity: dict | None = None) -> str:
    """The template with `{figures}` replaced by the evaluation's tables."""
    if FIGURES not in template:
        raise ValueError(f"the card's template has no {FIGURES}")
    return template.replace(FIGURES, figures(evaluation, parity))


def figures(evaluation: dict, parity: dict | None = None) -> str:
    variants = evaluation["variants"]
    parts = [
        f"Measured on {evaluation['photos']} photos of {evaluation['groups']} leaf groups, none of which it was trained "
        f"on. Intervals (95 %) resample whole groups. *Cross-fitted*: temperature and thresholds were fitted on other "
        f"groups than those they were measured on, for a budget of {_percent(evaluation['budget'], 1)} withheld.",
        summary(variants),
    ]
    scopes = sorted({title for figures_ in variants.values() for title in figures_["outOfScope"]})
    if scopes:
        parts += ["### Photos of nothing it knows", _scopes(variants, scopes)]
    if parity:
        parts += ["### Files against eager PyTorch", _parity(parity)]
    first = next(iter(variants))
    parts += [f"### Classes ({first})", _classes(variants[first]["classes"]),
              f"### Confusions ({first})", _confusions(variants[first]["confusions"])]
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
    table = [["Photos", "Variant", "Withheld", "Told “no single leaf”", "Given no class", "Interval"]]
    for title in scopes:
        for name, figures_ in variants.items():
            s = figures_["outOfScope"][title]
            table.append([f"{title} ({s['photos']})", name, _percent(s["withheld"]), _percent(s["background"]),
                          _percent(s["noClassButBackground"]), _interval(s["interval"])])
    return _table(table)


def _parity(parity: dict) -> str:
    table = [["Variant", "Against", "Photos", "Largest logit difference", "Same class", "Same class as eager fp32"]]
    for name, p in parity.items():
        table.append([name, p["against"], str(p["inputs"]), f"{p['maxLogitDifference']:.5f}", _percent(p["sameTop1"]),
                      _percent(p["sameTop1AsEagerFp32"])])
    return _table(table)


def _classes(classes: list[dict]) -> str:
    table = [["Class", "Photos", "Leaf groups", "Recall", "Precision"]]
    for row in classes:
        table.append([f"`{row['name']}`", str(row["photos"]), str(row["groups"]),
                      f"{_percent(row['recall'])} {_interval(row['recallInterval'])}",
                      f"{_percent(row['precision'])} {_interval(row['precisionInterval'])}"])
    return _table(table)


def _confusions(rows: list[dict]) -> str:
    if not rows:
        return "None."
    return _table([["Photo of", "Taken for", "Photos"]]
                  + [[f"`{r['actual']}`", f"`{r['predicted']}`", str(r["photos"])] for r in rows])


def _table(rows: list[list[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + " --- |" * len(rows[0]), *body])


def _bounded(figure: dict) -> str:
    return f"{_percent(figure['value'])} {_interval(figure['interval'])}".strip()


def _percent(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def _interval(bounds: list[float] | None) -> str:
    return "" if bounds is None else f"({100 * bounds[0]:.1f}–{100 * bounds[1]:.1f})"
