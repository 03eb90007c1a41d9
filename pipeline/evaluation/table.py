"""The figures as tables of plain text."""

from collections.abc import Iterator, Sequence
from math import isnan

from pipeline.evaluation.calibration import WANTED_RIGHT, Calibration, calibration_of
from pipeline.evaluation.figures import Evaluation, Group, commonest_mistake
from pipeline.evaluation.intervals import Estimate
from pipeline.evaluation.leakage import LISTED_FROM, RUN, Leakage
from pipeline.reports.words import count, percent

HARDEST_SHOWN = 10
COLUMNS = (  # of the tables by family, kind and agreements learned from; the JSON holds every row
    ("accuracy", "status", "accuracy"),
    ("weighted kappa", "status", "kappa"),
    ("addressed F1", "addressed", "f1"),
    ("evidence F1", "evidence", "f1"),
)
ROW_TITLES = {
    "subpoints": "sub-points",
    "families": "clause families",
}
PART_TITLES = {
    "macro_f1": "macro-F1",
    "f1": "F1",
    "f2": "F2",
    "kappa": "weighted kappa",
    "calibration_error": "calibration error",
    "to_review": "needs review",
    "right_unreviewed": "right of the rest",
}
WIDE, NARROW = 38, 19  # characters of a name, of a figure with its interval
PAIRS_SHOWN = 20  # of texts that share words


def lines_of(evaluation: Evaluation) -> Iterator[str]:
    """Yield the tables, a line at a time; intervals are of 95 %, over agreements."""
    yield f"{evaluation.way}; [95 % interval over {count(evaluation.agreements, 'agreement')}]"
    yield ""
    yield from _main(evaluation.whole, evaluation.core)
    yield ""
    yield from _by("by family", evaluation.families)
    yield ""
    yield from _by("by kind of document", evaluation.kinds)
    yield ""
    yield from _confidence(calibration_of(evaluation.whole.counts))
    yield ""
    yield from _hardest(evaluation.hardest()[:HARDEST_SHOWN])
    if evaluation.learning_curve:
        yield ""
        yield from _by("learned from", [step.group for step in evaluation.learning_curve])


def leakage_lines(leakage: Leakage) -> Iterator[str]:
    """Yield what was compared with what, the pairs that share most, and what could not be compared."""
    yield f"Runs of {RUN} words that stand in two texts; pairs from {percent(LISTED_FROM)} on"
    for found in leakage.compared:
        yield ""
        mean = (
            f"; a text's share of runs found anywhere: {found.mean:.3f} on average" if found.anywhere else ""
        )
        yield f"{found.title}: {count(len(found.pairs), 'pair')}{mean}"
        for pair in found.pairs[:PAIRS_SHOWN]:
            yield f"  {pair.share:.3f}  {count(pair.runs, 'run'):>12}  {pair.first} in {pair.second}"
        if len(found.pairs) > PAIRS_SHOWN:
            yield f"  … and {len(found.pairs) - PAIRS_SHOWN} more; --format json has them all"
    yield from leakage.skipped


def interval(estimate: Estimate) -> str:
    """Return "0.788 [.762 .814]", or – where there is nothing to measure."""
    if isnan(estimate.value):
        return "–"
    return f"{estimate.value:.3f} [{_short(estimate.low)} {_short(estimate.high)}]"


def title_of(row: str, part: str) -> tuple[str, str]:
    """Return the words for a row and a part of it."""
    return ROW_TITLES.get(row, row), PART_TITLES.get(part, part)


def _main(*groups: Group) -> Iterator[str]:
    yield f"{'':{WIDE}}" + "".join(f"{g.title:{NARROW + 9}}" for g in groups).rstrip()
    numbers = (count(g.decisions, "decision") for g in groups)
    yield f"{'':{WIDE}}" + "".join(f"{n:{NARROW + 9}}" for n in numbers).rstrip()
    for row, parts in groups[0].rows.items():
        for n, part in enumerate(parts):
            name, said = title_of(row, part)
            cells = "".join(f"{interval(g.rows[row][part]):{NARROW + 9}}" for g in groups)
            yield f"{name if n == 0 else '':16}{said:{WIDE - 16}}{cells}".rstrip()
    unfound = "".join(f"{int(g.counts.unfound):<{NARROW + 9}}" for g in groups)
    yield f"{'unfound':16}{'quotes':{WIDE - 16}}{unfound}".rstrip()


def _by(title: str, groups: Sequence[Group]) -> Iterator[str]:
    yield (
        f"{title:{WIDE}}{'decisions':>9}  "
        + "".join(f"{name:{NARROW + 1}}" for name, _, _ in COLUMNS).rstrip()
    )
    for g in groups:
        cells = "".join(f"{interval(g.rows[row][part]):{NARROW + 1}}" for _, row, part in COLUMNS)
        yield f"{g.id[: WIDE - 1]:{WIDE}}{g.decisions:>9,}  {cells}".rstrip()


def _confidence(found: Calibration) -> Iterator[str]:
    yield f"{'confidence':{WIDE}}{'decisions':>9}  {'mean':{NARROW + 1}}right"
    for b in found.bins:
        said = f"{b.low:.1f} to {b.high:.1f}"
        yield f"{said:{WIDE}}{b.decisions:>9,}  {b.confidence:<{NARROW + 1}.3f}{b.right:.3f}"
    yield f"Abstaining by confidence: {found.mean_risk:.3f} wrong on average over all shares kept."
    if found.most_kept:
        yield (
            f"At most {percent(found.most_kept.share)} can be kept with {WANTED_RIGHT} right: "
            f"those from {found.most_kept.confidence:.2f} on."
        )
    else:
        yield f"No confidence is so high that {WANTED_RIGHT} of what lies above it is right."


def _hardest(groups: Sequence[Group]) -> Iterator[str]:
    yield f"{'hardest requirements':{WIDE}}{'accuracy':{NARROW + 1}}{'addressed F1':{NARROW + 1}}most often"
    for g in groups:
        cells = f"{interval(g.rows['status']['accuracy']):{NARROW + 1}}"
        cells += f"{interval(g.rows['addressed']['f1']):{NARROW + 1}}"
        mistake = commonest_mistake(g)
        said = f"{mistake.gold} taken for {mistake.given}, {mistake.times}" if mistake else ""
        yield f"{g.id[: WIDE - 1]:{WIDE}}{cells}{said}".rstrip()


def _short(value: float) -> str:
    """Return .812 for 0.812; whole numbers and what lies below nought keep theirs."""
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0.") else text
