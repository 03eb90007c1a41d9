"""The evaluation as a table of plain text."""

from collections.abc import Iterator

from pipeline.evaluation.measure import Figures, Ratio


def lines_of(title: str, figures: Figures) -> Iterator[str]:
    """Yield the table's lines, in the order and to the digits of the corpus's own scorer."""
    yield f"{title}: {figures.pairs} decisions"
    for name in ("addressed", "gap", "met"):
        yield _row(name, _parts(getattr(figures, name), f2=True))
    yield _row(
        "status",
        {"accuracy": figures.accuracy, "macro_f1": figures.macro_f1, "kappa": figures.kappa},
    )
    yield _row("evidence", {**_parts(figures.evidence), "cited": figures.cited, "wanted": figures.wanted})
    terms = {"precision": figures.terms.precision, "recall": figures.terms.recall}
    yield _row("terms", {**terms, "wanted": figures.terms_wanted})
    yield _row("unfound", {"quotes": figures.unfound})


def _parts(ratio: Ratio, *, f2: bool = False) -> dict[str, float]:
    parts = {"precision": ratio.precision, "recall": ratio.recall, "f1": ratio.f()}
    return parts | ({"f2": ratio.f(2.0)} if f2 else {})


def _row(name: str, parts: dict[str, float]) -> str:
    shown = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in parts.items())
    return f"  {name:10}" + "  ".join(shown)
