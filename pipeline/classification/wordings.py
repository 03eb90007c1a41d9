"""Our own wordings in an agreement: what we proposed is known again when it comes back.

A sentence is ours where it has all our words in our order, in the agreement's own terms, and what it
has besides is harmless. A "not" more, another number, or the parties changed over, and it is not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from pipeline.classification.own_sentences import OwnSentence, OwnSentences, own_sentences
from pipeline.classification.own_words import forms_of, is_ours, pieces, words_of
from pipeline.classification.units import Unit
from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Library
from pipeline.library.spoken import spoken
from pipeline.library.voice import Voice, voice_of

SURE = 0.99
WORDING, CARVE_OUT = "wording", "carve-out"
CARVING = ("limits", "obligations", "concerning")  # what every carve-out of ours has
LONGEST_QUOTE = 150  # words (design: the JSON review)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A sentence of ours in a clause; `own` is None for a carve-out."""

    requirement: str
    unit: Unit
    span: Span
    own: OwnSentence | None = None


def recognised(agreement: Agreement, units: Sequence[Unit], library: Library) -> tuple[Passage, ...]:
    """Return a passage for every clause that holds wording of ours, in text order.

    Passages of the kind "carve-out" meet nothing: they say that their clause takes nothing away.
    """
    index = own_sentences(library)
    words = library.vocabulary.get("own_wording", {})
    carving = frozenset(w for t in words.get("carve_out", ()) for w in CARVING if w in t)
    undoing = words.get("undoing", ())
    likely = [
        (unit, candidates, may_carve)
        for unit in units
        for candidates, may_carve in [
            (index.candidates(unit), bool(carving) and carving <= frozenset(chain.from_iterable(unit.words)))
        ]
        if (candidates or may_carve) and not _is_undone(unit.clause.text, undoing)
    ]
    if not likely:
        return ()
    voice = voice_of(agreement, library.vocabulary)
    ours = cache(partial(_ours, voice=voice))
    hits: list[_Hit] = []
    for unit, candidates, may_carve in likely:
        hits += _wording_hits(unit, candidates, voice, library, ours)
        hits += _carve_outs(unit, voice, library) if may_carve else ()
    return tuple(_passages(hits, agreement, index))


def _is_undone(text: str, undoing: Sequence[str]) -> bool:
    lowered = text.lower()
    return any(phrase in lowered for phrase in undoing)


def _wording_hits(
    unit: Unit,
    candidates: Sequence[OwnSentence],
    voice: Voice,
    library: Library,
    ours: Callable[[str], list[list[str]]],
) -> Iterator[_Hit]:
    if not candidates:
        return
    lists = library.vocabulary["own_wording"]
    turning, harmless = forms_of(lists["turning"]), forms_of(lists["harmless"])
    theirs = _sentences(unit, voice)
    for own in candidates:
        parts = ours(own.text)
        if own.part >= len(parts):
            continue
        for span, words in theirs:
            if is_ours(words, parts[own.part], turning=turning, harmless=harmless):
                yield _Hit(own.requirement, unit, span, own)
                break


def _ours(text: str, voice: Voice) -> list[list[str]]:
    """Return the words of each sentence of a wording as the agreement would say it."""
    said = spoken(text, voice)
    return [words_of(said[s.start : s.end], voice) for s in pieces(said)]


def _sentences(unit: Unit, voice: Voice) -> list[tuple[Span, list[str]]]:
    text, offset = unit.clause.text, unit.clause.span.start
    return [
        (Span(offset + s.start, offset + s.end), words_of(text[s.start : s.end], voice)) for s in pieces(text)
    ]


# ---------------------------------------------------------------- carve-outs


def _carve_outs(unit: Unit, voice: Voice, library: Library) -> Iterator[_Hit]:
    """Yield each requirement that a carve-out of the clause names: "… concerning A, B and C"."""
    lead = library.vocabulary["own_wording"]["carve_out"][0].partition("{subject}")[0]
    opening = words_of(spoken(lead, voice), voice)
    for span, words in _sentences(unit, voice):
        if words[: len(opening)] != opening:
            continue
        rest = words[len(opening) :]
        named = []
        for requirement, subject in _subjects(voice, library):
            at = _place_of(subject, rest)
            if at is not None:
                rest = [*rest[:at], *rest[at + len(subject) :]]
                named.append(requirement)
        if all(word == "and" for word in rest):
            yield from (_Hit(requirement, unit, span) for requirement in named)


def _subjects(voice: Voice, library: Library) -> list[tuple[str, list[str]]]:
    found = [
        (r.id, words_of(spoken(r.drafting.subject, voice), voice)) for r in library.requirements if r.drafting
    ]
    return sorted(found, key=lambda row: -len(row[1]))


def _place_of(subject: Sequence[str], words: Sequence[str]) -> int | None:
    starts = range(len(words) - len(subject) + 1)
    return next((n for n in starts if list(words[n : n + len(subject)]) == list(subject)), None)


# ---------------------------------------------------------------- passages


def _passages(hits: Sequence[_Hit], agreement: Agreement, index: OwnSentences) -> Iterator[Passage]:
    """Yield a passage a clause and requirement from the wordings that stand there as a whole."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for hit in hits:
        if hit.own:
            found[_group(hit.unit), hit.own.wording].add(hit.own.part)
    whole: dict[tuple[str, str, str], list[_Hit]] = defaultdict(list)
    for hit in hits:
        if hit.own is None:
            whole[hit.requirement, hit.unit.clause.id, CARVE_OUT].append(hit)
        elif len(found[_group(hit.unit), hit.own.wording]) == index.parts[hit.own.wording]:
            whole[hit.requirement, hit.unit.clause.id, WORDING].append(hit)
    for (requirement, _, kind), own in whole.items():
        yield _passage(requirement, own, agreement, kind)


def _group(unit: Unit) -> str:
    """Return what a wording may be spread over: the sub-clauses of one clause."""
    return unit.clause.parent or unit.clause.id


def _passage(requirement: str, hits: Sequence[_Hit], agreement: Agreement, kind: str) -> Passage:
    span = Span(min(h.span.start for h in hits), max(h.span.end for h in hits))
    if len(agreement.document.quote(span).split()) > LONGEST_QUOTE:
        span = hits[0].span
    return Passage(
        requirement=requirement,
        document=hits[0].unit.clause.document,
        clause=hits[0].unit.clause.id,
        span=span,
        quote=agreement.document.quote(span),
        probability=SURE,
        stance=Stance.BINDING,
        stances={s: float(s is Stance.BINDING) for s in Stance},
        subpoints={n: 1.0 for h in hits if h.own for n in h.own.subpoints},
        found_by=kind,
    )
