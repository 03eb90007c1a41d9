"""Reviews against annotations, measured as the corpus's own scorer measures them.

Over all (agreement, requirement) pairs that the annotator does not call not applicable:

    addressed, gap, met   precision, recall, F1 (and F2) of "says something", "anything but met", "met"
    status                accuracy, macro-F1, quadratic-weighted kappa on SCALE
    evidence              cited quotes that share their words with a gold passage of the requirement
    terms                 durations and percentages, units of time converted
    unfound               quotes that don't stand in the agreement: must be none
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.classification.verdict import SCALE
from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.evaluation.corpus import Annotated

CORE = ("dl-", "rd-", "in-", "ra-")
LONGEST_QUOTE = 150  # words
RUN = 4  # words of the runs by which two quotes are compared
SHARED = 0.6  # of the shorter quote's runs

WORDS = re.compile(r"[a-z0-9]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
HOURS = {"min": 1 / 60, "hour": 1, "day": 24, "week": 168, "mo": 720, "year": 8640}
LETTERS = {"h": "hour", "d": "day", "w": "week", "y": "year"}

Value = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision, recall and their harmonic means."""

    precision: float
    recall: float

    def f(self, beta: float = 1.0) -> float:
        """Return F-beta."""
        bottom = beta**2 * self.precision + self.recall
        return (1 + beta**2) * self.precision * self.recall / bottom if bottom else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over pairs, from which every figure is made."""

    statuses: list[tuple[str, str]] = field(default_factory=list)
    cited: int = 0
    cited_right: int = 0
    passages: int = 0
    passages_found: int = 0
    terms_wanted: int = 0
    terms_given: int = 0
    terms_right: int = 0
    unfound: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The table of one evaluation."""

    pairs: int
    addressed: Ratio
    gap: Ratio
    met: Ratio
    accuracy: float
    macro_f1: float
    kappa: float
    evidence: Ratio
    cited: int
    wanted: int
    terms: Ratio
    terms_wanted: int
    unfound: int


def measure(
    reviews: Iterable[tuple[Annotated, Mapping[str, Any]]], *, only: Callable[[str], bool] = lambda _: True
) -> Figures:
    """Measure reviews (shape "clausegap/review/1") of annotated agreements over the requirements wanted."""
    tally = Tally()
    for gold, review in reviews:
        findings = {f["requirement"]: f for a in review["agreements"] for f in a["findings"]}
        body = _letters(" ".join(gold.paragraphs))
        for row in gold.status or ():
            if row.status is not Status.NOT_APPLICABLE and only(row.req):
                finding = findings.get(row.req, {"status": "absent"})
                tally.statuses.append((str(row.status), finding["status"]))
                _count_quotes(tally, gold, row.req, finding, body)
                _count_terms(tally, gold, row.req, finding)
    return _figures(tally)


def is_core(requirement: str) -> bool:
    """Tell whether the requirement belongs to one of the four core families."""
    return requirement.startswith(CORE)


def shares_words(a: str, b: str) -> bool:
    """Tell whether the shorter quote lies mostly inside the longer, judged by its runs of four words."""
    short, long = sorted((WORDS.findall(a.lower()), WORDS.findall(b.lower())), key=len)
    if not short or len(long) > LONGEST_QUOTE or (len(short) < RUN and short != long):
        return False
    size = min(RUN, len(short))
    mine, theirs = _runs(short, size), _runs(long, size)
    return len(mine & theirs) / len(mine) >= SHARED


def value_of(text: str) -> Value | None:
    """Return a value's figure and unit, time in hours, so that "3 days" and "72 h" compare alike."""
    text = text.lower()
    numbers = NUMBER.findall(text.replace(",", ""))
    if not numbers:
        return None
    figure = float(numbers[-1])
    if "%" in text or "percent" in text or "per cent" in text:
        return round(figure, 4), "%"
    if re.search(r"\b(business|working)\b", text):
        return round(figure, 4), "business"
    unit = next((u for u in ("hour", "min", "day", "week", "mo", "year") if re.search(rf"\b{u}", text)), None)
    unit = unit or LETTERS.get((re.findall(r"\b\d*\s*([hdwy])\b", text) or [""])[0])
    return (round(figure * HOURS[unit], 4), "hours") if unit else None


def _count_quotes(tally: Tally, gold: Annotated, req: str, finding: Mapping[str, Any], body: str) -> None:
    quotes = [e["quote"] for e in finding.get("evidence", ())]
    wanted = [p.quote for p in gold.passages if p.req == req and p.stance is not Stance.REFERENCE]
    tally.unfound += sum(_letters(q) not in body for q in quotes) if body else 0
    tally.cited += len(quotes)
    tally.cited_right += sum(any(shares_words(q, w) for w in wanted) for q in quotes)
    tally.passages += len(wanted)
    tally.passages_found += sum(any(shares_words(w, q) for q in quotes) for w in wanted)


def _count_terms(tally: Tally, gold: Annotated, req: str, finding: Mapping[str, Any]) -> None:
    measured = ("duration", "percentage")
    want = {value_of(t.value) for t in gold.terms if t.req == req and t.type in measured} - {None}
    have = {value_of(str(t["value"])) for t in finding.get("terms", ())} - {None}
    tally.terms_wanted += len(want)
    tally.terms_given += len(have)
    tally.terms_right += len(want & have)


def _figures(tally: Tally) -> Figures:
    pairs = tally.statuses
    return Figures(
        pairs=len(pairs),
        addressed=_binary(pairs, lambda s: s != "absent"),
        gap=_binary(pairs, lambda s: s != "met"),
        met=_binary(pairs, lambda s: s == "met"),
        accuracy=_over(sum(g == p for g, p in pairs), len(pairs)),
        macro_f1=_macro_f1(pairs),
        kappa=_kappa(pairs),
        evidence=Ratio(_over(tally.cited_right, tally.cited), _over(tally.passages_found, tally.passages)),
        cited=tally.cited,
        wanted=tally.passages,
        terms=Ratio(
            _over(tally.terms_right, tally.terms_given), _over(tally.terms_right, tally.terms_wanted)
        ),
        terms_wanted=tally.terms_wanted,
        unfound=tally.unfound,
    )


def _binary(pairs: Sequence[tuple[str, str]], test: Callable[[str], bool]) -> Ratio:
    right = sum(test(g) and test(p) for g, p in pairs)
    return Ratio(_over(right, sum(test(p) for _, p in pairs)), _over(right, sum(test(g) for g, _ in pairs)))


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    held = [s for s in SCALE if any(g == s for g, _ in pairs)]
    return _over(sum(_one(pairs, status) for status in held), len(held))


def _one(pairs: Sequence[tuple[str, str]], status: str) -> float:
    return _binary(pairs, lambda s: s == status).f()


def _kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return quadratic-weighted kappa; a status off the scale counts as the worst."""
    size, total = len(SCALE), len(pairs)
    if not total:
        return 0.0
    ranks = [(SCALE.index(g), SCALE.index(p) if p in SCALE else 0) for g, p in pairs]
    gold = [sum(g == i for g, _ in ranks) for i in range(size)]
    given = [sum(p == i for _, p in ranks) for i in range(size)]
    observed = sum((g - p) ** 2 for g, p in ranks) / total
    every = [(i, j) for i in range(size) for j in range(size)]
    chance = sum((i - j) ** 2 * gold[i] * given[j] for i, j in every) / total**2
    return 1 - observed / chance if chance else 1.0


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _letters(text: str) -> str:
    return "".join(WORDS.findall(text.lower()))


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
