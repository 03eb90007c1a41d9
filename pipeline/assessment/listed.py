"""Words that stand in a list or schedule to which other words bind the provider.

"Provider shall maintain the following measures", or "the measures set out in Annex 2", makes a promise of
"Data is encrypted at rest" there, which by itself only tells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.assessment.party_words import undertakes
from pipeline.assessment.within import Set
from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.reading import Passage
from pipeline.language import (
    Phrases,
    Vocabulary,
    once_per_vocabulary,
    sentence_texts,
    sentences,
    tables_of,
)

_OF_A_CLAUSE = re.compile(r"\d")  # "7.2" begins a clause of its own; "(a)" and a bullet go on with a list
_OPENING = 3  # clauses at the start of a paper, in which an annex that is a paper by itself names itself
_NEAR = 60  # characters between "set out in" and the name of the schedule


def is_listed_under_a_duty(passage: Passage, within: Set) -> bool:
    """Tell whether the clause of a passage stands in what the provider undertakes to do elsewhere."""
    agreement, words = within.documents[passage.document], _words(within.library.vocabulary)
    clause = within.clauses_in(passage.document).get(passage.clause)
    if clause is None:
        return False
    above = tuple(within.above(clause))
    if any(undertakes(text, agreement) for text in _leading(clause, above, agreement, words)):
        return True
    schedules = [c for c in above if c.number and c.kind == "schedule"]
    return any(
        _is_held_to(schedule, paper, words)
        for schedule in schedules
        for paper in _speaking_of(schedule, agreement, within)
    )


def _speaking_of(schedule: Clause, agreement: Agreement, within: Set) -> Iterator[Agreement]:
    """Yield the papers that may speak of a schedule: its own, and all where it is a paper by itself."""
    yield agreement
    if schedule.id in {c.id for c in agreement.clauses[:_OPENING]}:
        yield from (a for a in within.documents.values() if a is not agreement)


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> dict[str, Phrases]:
    return tables_of(vocabulary["lists"], "lead_in", "held_to")


def _leading(
    clause: Clause, above: Sequence[Clause], agreement: Agreement, words: Mapping[str, Phrases]
) -> Iterator[str]:
    """Yield the sentences that lead into a clause: of those above, and before it in the same list."""
    lists = {c.id for c in above}
    for other in agreement.clauses:
        if other.id == clause.id:
            return
        beside = other.parent == clause.parent is not None and not _OF_A_CLAUSE.match(clause.number)
        inside = other.id in lists or beside
        opens = other.parent in lists - {clause.parent}  # an annex begins so, and parts with headings follow
        if other.kind != "heading" and (inside or opens):
            for span in sentences(other.text)[-1:]:
                text = other.text[span.start : span.end]
                if (text.rstrip().endswith(":") and inside) or words["lead_in"].find(text):
                    yield text


def _is_held_to(schedule: Clause, agreement: Agreement, words: Mapping[str, Phrases]) -> bool:
    """Tell whether the provider undertakes, in some clause, what a schedule sets out."""
    name = re.compile(rf"\b{re.escape(schedule.number)}\b", re.IGNORECASE)
    for clause in agreement.clauses:
        if clause.kind in ("heading", "contents") or not name.search(clause.text):
            continue
        if any(
            _points_at(name, text, words) and undertakes(text, agreement)
            for text in sentence_texts(clause.text)
        ):
            return True
    return False


def _points_at(name: re.Pattern[str], text: str, words: Mapping[str, Phrases]) -> bool:
    places = [m.start() for m in name.finditer(text)]
    ends = [span.end for _, span in words["held_to"].find(text)]
    return any(0 <= at - end <= _NEAR for at in places for end in ends)
