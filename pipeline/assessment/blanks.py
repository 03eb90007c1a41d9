"""What was left blank: a place in a sentence, an exhibit with nothing in it.

Who signs, when, and at which price is blank in every draft and empties nothing.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.assessment.within import Set
from pipeline.domain.agreement import Agreement, Clause, CrossReference, Placeholder
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_BEFORE, _AFTER = 45, 40  # characters before a blank in which its label stands, and after it its unit
_SMALL = 8  # words of a row or line that is nothing but a label and its blank
_LABEL_END = re.compile(r"[\s:|#$€£(\[“\"-]*(?:\b(?:of|is|are|the|at|in|to|as|on)\b[\s:]*)*$", re.IGNORECASE)
_MEASURED_AFTER = re.compile(
    r"\s*[)\]]?\s*(?:%|percent|per cent|\(?\w*\)?\s?(?:business |working |calendar )?"
    r"(?:hours?|days?|weeks?|months?|years?|minutes?)\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:[$€£]|\b(?:USD|EUR|GBP))\s*$")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_BINDS = re.compile(r"\b(?:shall|will|must|undertakes?|agrees?)\b", re.IGNORECASE)
_PER_BLANK, _BESIDES = 8, 10  # words that a section may hold beside its blanks and still say nothing


@dataclass(frozen=True, slots=True)
class Emptied:
    """A schedule or section with nothing in it but blanks, what it is on, and the blank that shows it."""

    heading: Clause
    blank: Placeholder
    holds: frozenset[str]  # requirements by id; empty where its title does not tell
    takes: bool  # whether a promise that points there loses what it promises
    clauses: frozenset[str]  # ids of the heading and the clauses under it

    @property
    def title(self) -> str:
        """Return the heading in one line."""
        return " ".join(self.heading.text.split())


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank in running words.

    `is_measured` where a number is missing, `is_led` where the words only lead to it.
    """

    blank: Placeholder
    is_measured: bool
    is_led: bool = False


@dataclass(frozen=True, slots=True)
class Blanks:
    """The blanks of a set that promises may rest on: by clause, and the sections they empty."""

    gaps: dict[str, tuple[Gap, ...]]  # clause id → blanks in its words
    emptied: tuple[Emptied, ...]
    pointers: dict[str, tuple[CrossReference, ...]]  # document id → where it points


@once_per_vocabulary
def _labels(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"label": vocabulary["placeholders"]["administrative"]})


@once_per_vocabulary
def _subjects(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["paper_subjects"])


def holdings(title: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the requirements, by id, whose substance a paper or schedule of that title may hold."""
    held = vocabulary["paper_holds"]
    return frozenset(r for subject, _ in _subjects(vocabulary).find(title) for r in held.get(subject, ()))


def _has_substance(title: str, vocabulary: Vocabulary) -> bool:
    subjects = {subject for subject, _ in _subjects(vocabulary).find(title)}
    return not subjects or not subjects <= set(vocabulary["placeholders"]["no_substance"])


def blanks_of(within: Set) -> Blanks:
    """Sort the blanks of a set by what they empty."""
    vocabulary = within.library.vocabulary
    gaps: dict[str, list[Gap]] = {}
    emptied: list[Emptied] = []
    for agreement in within.agreements.agreements:
        homes = _homes(agreement, vocabulary)
        told = [p for p in agreement.placeholders if not _is_administrative(p, agreement, homes, vocabulary)]
        emptied += _emptied(agreement, told, vocabulary)
        for placeholder in told:
            gap = Gap(placeholder, _is_measured(placeholder, agreement))
            gaps.setdefault(placeholder.clause, []).append(gap)
            if lead := _lead_in(placeholder, homes):
                gaps.setdefault(lead.id, []).append(replace(gap, is_led=True))
    pointers = {d: a.cross_references for d, a in within.documents.items()}
    return Blanks({clause: tuple(found) for clause, found in gaps.items()}, tuple(emptied), pointers)


# ---------------------------------------------------------------- what a blank is


@dataclass(frozen=True, slots=True)
class _Home:
    """A clause with blanks in it, read once however many there are: its words, where labels stand in it."""

    clause: Clause
    before: Clause | None
    words: int
    labels: tuple[Span, ...]


def _homes(agreement: Agreement, vocabulary: Vocabulary) -> dict[str, _Home]:
    """Return the clauses that hold a blank, by id."""
    labels, wanted = _labels(vocabulary), {p.clause for p in agreement.placeholders}
    befores = (None, *agreement.clauses)
    return {
        clause.id: _Home(
            clause,
            before,
            _count(clause.text),
            tuple(
                Span(clause.span.start + s.start, clause.span.start + s.end)
                for _, s in labels.find(clause.text)
            ),
        )
        for before, clause in zip(befores, agreement.clauses, strict=False)
        if clause.id in wanted
    }


def _is_administrative(
    placeholder: Placeholder, agreement: Agreement, homes: Mapping[str, _Home], vocabulary: Vocabulary
) -> bool:
    """Tell a blank that every agreement has (names, dates, signatures, prices) from one that matters."""
    labels = _labels(vocabulary)
    inside = re.sub(r"[_\W]+", " ", placeholder.quote).strip()
    if inside and len(inside.split()) <= _SMALL and placeholder.kind == "prompt" and labels.find(inside):
        return True
    text, start = agreement.document.text, placeholder.span.start
    before = text[max(0, start - _BEFORE) : start].rpartition("\n\n")[2]
    if _MONEY.search(before):
        return True
    label = _LABEL_END.sub("", before)
    if any(span.end == len(label) for _, span in labels.find(label)):
        return True
    home = homes.get(placeholder.clause)
    if home is None or home.clause.span == placeholder.span:
        return False
    few = home.words - _count(placeholder.quote) <= _SMALL
    return few and any(not label.overlaps(placeholder.span) for label in home.labels)


def _is_measured(placeholder: Placeholder, agreement: Agreement) -> bool:
    end = placeholder.span.end
    return bool(_MEASURED_AFTER.match(agreement.document.text[end : end + _AFTER]))


def _lead_in(placeholder: Placeholder, homes: Mapping[str, _Home]) -> Clause | None:
    """Return the clause that leads to options: "in the region ticked below:"."""
    home = homes.get(placeholder.clause)
    before = home.before if home and placeholder.kind == "option" else None
    return before if before and before.text.rstrip().endswith(":") and before.kind == "clause" else None


# ---------------------------------------------------------------- sections with nothing in them


def _emptied(agreement: Agreement, told: list[Placeholder], vocabulary: Vocabulary) -> Iterator[Emptied]:
    """Yield the schedules and headings under which there is nothing but blanks."""
    by_clause: dict[str, list[Placeholder]] = {}
    for placeholder in told:
        by_clause.setdefault(placeholder.clause, []).append(placeholder)
    for heading, under in _sections(agreement.clauses):
        blanks = [p for c in under for p in by_clause.get(c.id, ())]
        own = [p for p in by_clause.get(heading.id, ()) if _is_empty_exhibit(p, heading)]
        if own or (blanks and _says_nothing(under, blanks, agreement.unticked)):
            inside = frozenset(c.id for c in (heading, *under))
            yield Emptied(
                heading,
                (own or blanks)[0],
                holdings(heading.text, vocabulary),
                _has_substance(heading.text, vocabulary),
                inside,
            )


def _is_empty_exhibit(placeholder: Placeholder, heading: Clause) -> bool:
    """Tell the blank that a whole exhibit is from a heading that itself asks to be filled in."""
    return heading.kind == "schedule" and placeholder.kind == "blank" and placeholder.span == heading.span


def _sections(clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, tuple[Clause, ...]]]:
    """Yield each heading with the clauses under it; a schedule reaches to the next one."""
    for at, clause in enumerate(clauses):
        if clause.kind not in ("schedule", "heading"):
            continue
        ends = ("schedule",) if clause.kind == "schedule" else ("schedule", "heading")
        end = next((n for n in range(at + 1, len(clauses)) if clauses[n].kind in ends), len(clauses))
        yield clause, tuple(c for c in clauses[at + 1 : end] if c.kind != "contents")


def _says_nothing(under: Iterable[Clause], blanks: list[Placeholder], unticked: tuple[Span, ...]) -> bool:
    spans = [*(p.span for p in blanks), *unticked]
    words = " ".join(_without(c, held) for c, held in _held(under, spans) if c.kind != "heading")
    return not _BINDS.search(words) and _count(words) <= _PER_BLANK * len(blanks) + _BESIDES


def _held(clauses: Iterable[Clause], spans: Iterable[Span]) -> Iterator[tuple[Clause, list[Span]]]:
    """Yield each clause with the spans that reach into it, both in text order, in one pass over the two."""
    waiting, reaching = deque(sorted(spans)), list[Span]()
    for clause in clauses:
        while waiting and waiting[0].start < clause.span.end:
            reaching.append(waiting.popleft())
        reaching = [span for span in reaching if span.end > clause.span.start]
        yield clause, [span for span in reaching if span.overlaps(clause.span)]


def _without(clause: Clause, spans: Iterable[Span]) -> str:
    """Return the words of a clause but for those of the spans, which are in text order."""
    text, start, parts, end = clause.text, clause.span.start, list[str](), 0
    for span in spans:
        parts.append(text[end : max(end, span.start - start)])
        end = max(end, span.end - start)
    return " ".join([*parts, text[end:]])


def _count(text: str) -> int:
    return len(_WORDS.findall(text))
