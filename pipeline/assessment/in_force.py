"""Which passages are still in force: what an amendment or a later version took away does not count.

A clause that was deleted or replaced, and a whole paper that was superseded, say nothing any more. Where
only words of a clause were exchanged the clause still counts, with the value it now has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.assessment.evidence import CITED_FROM, cite
from pipeline.assessment.within import Set
from pipeline.domain.elsewhere import Amendment
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.review import Evidence, Note, NoteKind

SPOKE = 0.3  # a passage from here said something before it was taken away
ECHOES = 0.15  # a passage from here says a little on what the clause before it said
MOST_SHOWN = 2  # passages taken away that a note shows


@dataclass(frozen=True, slots=True)
class InForce:
    """The passages that count, and by requirement what is to be said of those that do not."""

    passages: tuple[Passage, ...]
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)


def in_force(passages: Sequence[Passage], within: Set) -> InForce:
    """Leave out what was taken away, with a note wherever it spoke of a requirement."""
    taken: dict[str, dict[Amendment, list[Passage]]] = {}
    kept: list[Passage] = []
    for passage in passages:
        by = next((a for a in within.agreements.elsewhere.amendments if _takes(a, passage)), None)
        if by is None or by.old:
            kept.append(passage)
        if (
            by
            and passage.probability >= (CITED_FROM if by.old else SPOKE)
            and passage.stance is not Stance.REFERENCE
        ):
            taken.setdefault(passage.requirement, {}).setdefault(by, []).append(passage)
    kept = [_in_its_place(p, taken.get(p.requirement, {})) for p in kept]
    notes = {
        requirement: tuple(_note(by, found, within) for by, found in groups.items())
        for requirement, groups in taken.items()
    }
    return InForce(tuple(kept), notes)


def _in_its_place(passage: Passage, taken: Mapping[Amendment, Sequence[Passage]]) -> Passage:
    """Return what an amendment puts in a clause's place: it speaks of what the clause spoke of.

    Alone, without the clauses around it, "11.2 The notice is given within …" says little.
    """
    before = [
        p.probability
        for by, found in taken.items()
        if not by.old and by.clauses and (by.document, by.clause) == (passage.document, passage.clause)
        for p in found
    ]
    least = max(before, default=0.0) if passage.probability >= ECHOES else 0.0
    return replace(passage, probability=least) if least > passage.probability else passage


def is_taken(passage: Passage, within: Set) -> bool:
    """Tell whether an amendment or a later version took a passage away as a whole."""
    return any(_takes(a, passage) and not a.old for a in within.agreements.elsewhere.amendments)


def _takes(amendment: Amendment, passage: Passage) -> bool:
    if amendment.target != passage.document:
        return False
    if amendment.clauses and passage.clause not in amendment.clauses:
        return False
    return not amendment.old or amendment.old.lower() in passage.quote.lower()


def _note(by: Amendment, taken: Sequence[Passage], within: Set) -> Note:
    found = sorted(taken, key=lambda p: -p.probability)[:MOST_SHOWN]
    earlier, later = within.name_of(by.target), within.name_of(by.document)
    if by.old:
        what = f"“{_short(by.new)}”" if by.new else "nothing"
        sentence = f"{later} puts {what} in the place of “{_short(by.old)}” in {earlier}."
    elif by.clauses:
        sentence = f"{later} takes away words of {earlier} on this: they no longer count."
    else:
        why = f" ({by.because})" if by.because else ""
        sentence = f"{earlier} is superseded by {later}{why}: what it says on this no longer counts."
    own = Evidence(
        by.document,
        by.clause,
        by.span,
        by.quote,
        within.place_of(by.document, by.span),
        Stance.REFERENCE,
        "amendment",
    )
    return Note(NoteKind.SUPERSEDED, sentence, (own, *(cite(p, within) for p in found)))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + " …"
