"""Word-level edits: a figure for a vague time, the limit for a longer period, "shall" for "may".

Only words of the sentences that were cited are touched, and only where one reading is possible.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.domain.proposal import Position, Replacement
from pipeline.domain.requirements import Check, CheckKind, Requirement
from pipeline.domain.review import Evidence, Finding
from pipeline.language import sentences
from pipeline.redline.proposals.paper import Paper

LIMIT = re.compile(r"(\d+(?:\.\d+)?) (h|d|mo|y|%)")
NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
AWARE = " after becoming aware"
MAY = frozenset({"may", "might", "can", "could"})
IN_LETTERS = rf"(?:{NUMBER_WORD})(?:[\s-](?:and\s)?(?:{NUMBER_WORD}))*"
PERIOD = re.compile(
    rf"(?P<word>\b{IN_LETTERS}\s*\()?(?P<amount>\d+(?:[.,]\d+)?|\b{IN_LETTERS})(?P<close>\))?"
    r"(?P<gap>[\s-]+)(?P<unit>(?:(?:business|working|calendar|clock)\s+)?(?:hours?|days?|weeks?|months?|years?))(?P<own>['’]?)",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|per ?cent)")
UNITS = {"h": "hour", "d": "day", "mo": "month", "y": "year"}
# Limits in days that contracts write in months.
AS_MONTHS = {62: 2, 183: 6, 365: 12, 366: 12, 731: 24}
IN_WORDS = {
    1: "one", 2: "two", 4: "four", 6: "six", 7: "seven", 10: "ten", 12: "twelve", 14: "fourteen",
    24: "twenty-four", 30: "thirty", 35: "thirty-five", 45: "forty-five", 60: "sixty", 72: "seventy-two",
    90: "ninety",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edits:
    """Replacements in one clause, and the sub-points that they see to."""

    replacements: tuple[Replacement, ...] = ()
    subpoints: frozenset[int] = frozenset()


def word_edits(requirement: Requirement, finding: Finding, cited: Evidence, paper: Paper) -> Edits:
    """Return what can be changed in the cited sentences themselves; nothing where it would be unsure."""
    clause = paper.by_id[cited.clause]
    span = _whole_sentences(clause, cited.span)
    figures = tuple(_figures(requirement, finding, span, paper))
    vague = () if figures else tuple(_vague(requirement, finding, span, paper))
    soft = tuple(_soft(span, paper))
    period = requirement.drafting.period if requirement.drafting else None
    met = frozenset(period.subpoints) if vague and period else frozenset()
    return Edits(_apart((*figures, *vague, *soft)), met)


def _whole_sentences(clause: Clause, span: Span) -> Span:
    offset = clause.span.start
    touched = [
        Span(offset + s.start, offset + s.end)
        for s in sentences(clause.text)
        if Span(offset + s.start, offset + s.end).overlaps(span)
    ]
    return Span(touched[0].start, touched[-1].end) if touched else span


def _apart(replacements: Sequence[Replacement]) -> tuple[Replacement, ...]:
    """Return the replacements in text order, without one that overlaps an earlier."""
    kept: list[Replacement] = []
    for one in sorted(replacements, key=lambda r: r.span):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
    return tuple(kept)


# ---------------------------------------------------------------- figures


def _figures(requirement: Requirement, finding: Finding, span: Span, paper: Paper) -> Iterator[Replacement]:
    text = paper.document.quote(span)
    for check in requirement.checks:
        limit = _limit(check, paper.position)
        quotes = {t.quote for t in finding.terms if t.name == check.term and _misses(check, t.value, limit)}
        places = [m for q in sorted(quotes) for m in re.finditer(re.escape(q), text)]
        if not limit or len(places) != 1:
            continue
        pattern = PERCENT if check.kind is CheckKind.PERCENTAGE_AT_LEAST else PERIOD
        found = list(pattern.finditer(text, places[0].start(), places[0].end()))
        if len(found) == 1:
            yield _replaced(found[0], _written(found[0], limit), span.start)


def _limit(check: Check, position: Position) -> str:
    """Return what the position asks: the strong limit if preferred, what is enough as a fallback."""
    return (check.strong if position is Position.PREFERRED else None) or check.met or ""


def _misses(check: Check, value: str, limit: str) -> bool:
    """Tell whether a value falls short of what is enough, or of the limit asked where it is not the same."""
    wanted = _hours(check.met or limit)
    has = _hours(value)
    if wanted is None or has is None:
        return False
    return has > wanted if check.kind is CheckKind.DURATION_AT_MOST else has < wanted


def _hours(value: str) -> float | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) (business )?(min|h|d|w|mo|y|%)", value.strip())
    if not found:
        return None
    worth = {"min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "mo": 720.0, "y": 8760.0, "%": 1.0}[found[3]]
    return float(found[1]) * worth * (1.4 if found[2] else 1.0)


def _written(found: re.Match[str], limit: str) -> str:
    """Write the limit as the old value is written: "twenty-four (24) hours", "24-hour", "24 hours'"."""
    amount, unit = re.fullmatch(LIMIT, limit).groups()  # type: ignore[union-attr]
    if unit == "%":
        return f"{amount}%"
    number = int(float(amount))
    if unit == "d" and number in AS_MONTHS:
        number, unit = AS_MONTHS[number], "mo"
    old = found.groupdict()
    in_words = IN_WORDS.get(number, str(number))
    if old["word"]:
        figure = f"{in_words} ({number})"
        figure = figure[:1].upper() + figure[1:] if old["word"][:1].isupper() else figure
    else:
        figure = str(number) if old["amount"][:1].isdigit() else in_words
    joined = old["gap"] == "-"
    named = UNITS[unit] + ("" if joined or number == 1 else "s")
    own = ("'" if old["own"] == "'" else "’") if old["own"] and named.endswith("s") else old["own"]
    return f"{figure}{old['gap']}{named}{own or ''}"


# ---------------------------------------------------------------- vague words


def _vague(requirement: Requirement, finding: Finding, span: Span, paper: Paper) -> Iterator[Replacement]:
    period = requirement.drafting.period if requirement.drafting else None
    has_value = any(t.type == "duration" for t in finding.terms)
    if period is None or has_value:
        return
    text = paper.document.quote(span)
    found = _only(period.instead_of or paper.words["deadline"], text)
    if found is None:
        return
    new = period.preferred if paper.position is Position.PREFERRED else period.fallback
    following = text[found.end() :]
    if text[: found.start()].rstrip().endswith((" a", " an")) or (
        "course" in found[0] and following.startswith(" of ")
    ):
        return  # "a reasonable notice", "in the ordinary course of …": something would be left over
    if AWARE in new and following.lstrip(" ,").lower().startswith(paper.words["starts"]):
        new = new.replace(AWARE, "")
    elif AWARE in new and not re.match(r"\s*(?:[.,;)]|of\b|$)", following):
        new = new.replace(AWARE, f"{AWARE} of it")
    yield _replaced(found, paper.say(new), span.start)


def _only(phrases: Sequence[str], text: str) -> re.Match[str] | None:
    """Return the one place where any of the phrases stands, the longest there; None for none or several."""
    ordered = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(p) for p in ordered)})\b", re.IGNORECASE)
    found = list(pattern.finditer(text))
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- soft words


def _soft(span: Span, paper: Paper) -> Iterator[Replacement]:
    """Yield the verb of duty for "may" and "will use reasonable efforts to" where the provider owes it."""
    text = paper.document.quote(span)
    side = paper.voice.provider
    names = "|".join(re.escape(w) for w in sorted({side.subject, *side.words}, key=len, reverse=True))
    soft = "|".join(re.escape(w) for w in sorted(paper.words["soft"], key=len, reverse=True))
    verbs = "|".join(re.escape(w) for w in (*paper.words["duty"], *paper.words["duty_after_may"]))
    pattern = re.compile(
        rf"\b(?:{names})\s+(?P<soft>{soft})\s+(?:[a-z]+ly\s+)?(?P<verb>{verbs})\b", re.IGNORECASE
    )
    for found in pattern.finditer(text):
        # "may restrict" and "may delete" give a right; "may notify" is a duty put softly.
        if found["soft"].lower() in MAY and found["verb"].lower() not in paper.words["duty_after_may"]:
            continue
        start, end = found.span("soft")
        yield Replacement(Span(span.start + start, span.start + end), text[start:end], paper.voice.modal)


def _replaced(found: re.Match[str], new: str, offset: int) -> Replacement:
    old = found[0]
    new = new[:1].upper() + new[1:] if old[:1].isupper() and old[1:2].islower() else new
    return Replacement(Span(offset + found.start(), offset + found.end()), old, new)
