"""The table of what was tried, and of each requirement."""

import numpy as np

from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import MANDATORY, Bools
from pipeline.evaluation.dpas.scoring import Decided, Figures, figures_of, ratio_of

_WIDTH = 62


def print_row(name: str, gold: Bools, decided: Decided) -> None:
    parts = []
    for side, figures in figures_of(gold, decided).items():
        f2 = figures["f2"]
        shown = " ".join(f"{figures[k].value:.3f}" for k in ("precision", "recall", "f1", "f2"))
        parts.append(f"{side} P R F1 F2 {shown} [{f2.low:.3f}, {f2.high:.3f}]")
    print(f"  {name:{_WIDTH}} {'   '.join(parts)}", flush=True)


def print_requirements(gold: Bools, shares: Doubles, once: Bools) -> None:
    from sklearn.metrics import roc_auc_score

    print("\nkept, by requirement: satisfied; F2 satisfied, violated; P, R violated; area under ROC")
    for n, name in enumerate(MANDATORY):
        yes, no = (ratio_of(w[:, [n]], g[:, [n]]) for w, g in ((gold, once), (~gold, ~once)))
        mixed = 0 < gold[:, n].sum() < len(gold)
        area = roc_auc_score(gold[:, n], shares[:, n]) if mixed else np.nan
        figures = (yes.f(2.0), no.f(2.0), no.precision, no.recall, area)
        shown = "  ".join(f"{float(f):.2f}" for f in figures)
        print(f"  {name}  {gold[:, n].sum():3} of {len(gold)}   {shown}")


def print_readers(found: tuple[int, Figures] | None) -> None:
    if found is None:
        print("\nno agreement is both labelled and annotated")
        return
    print(
        f"\nthe corpus's own readers against the labels, on {found[0]} decisions that a sub-point answers too"
    )
    for side, figures in found[1].items():
        shown = ", ".join(f"{k} {e.value:.2f} [{e.low:.2f}, {e.high:.2f}]" for k, e in figures.items())
        print(f"  {side}: {shown}")
