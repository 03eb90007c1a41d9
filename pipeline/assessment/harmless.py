"""Adverse words that take nothing away: what a requirement comes to without them.

The rule, as a lawyer for the customer reads such words. That the customer gives the supplier's own goods
back says nothing of its data. An indemnity for what others claim moves no task to it. An excuse for what
nobody can help, if it serves both parties alike, leaves the recovery plan as it is, unless it excuses what
such a plan is for; one that covers power and networks counts where no plan is spoken of. What is said of free
or trial use alone leaves the paid service as promised. A ban on breaking into others' systems is no ban on
testing. What is taken down of what users post ends no service. A passage takes nothing away where every
sentence of it is of these kinds or binds the provider; so does a row of a table that names the provider.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.assessment.binding_words import Force
from pipeline.assessment.bound import Bound, cells_bound, cells_of
from pipeline.assessment.owing import Owing
from pipeline.assessment.prevailing import leading
from pipeline.assessment.protecting import forbidding
from pipeline.assessment.sides import CUSTOMER, PROVIDER
from pipeline.assessment.signals import Field
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

_OPENING = 15  # characters in which a sentence says how it follows from the one before
_HEADING = 4  # words: so short, and of nobody, words are a number or a heading
_DUTIES = (Force.BINDS, Force.MUST_NOT)

PLANNED_FROM = 0.5  # probability of a passage from which it speaks of the plan that an excuse stands beside
_PROMISES = (Stance.BINDING, Stance.QUALIFIED)


def without_harmless(field: Field, within: Set, *, asked: Collection[str]) -> Field:
    """Return the field without the adverse passages that take nothing away; what forbids is promised.

    Of what is not asked for only the passages remain by which it weighs on the others.
    """
    reader = cache(lambda document: cache(takes_nothing(document, within)))
    promised = forbidding(within)
    of_the_end = _of_the_end(within)

    def counting(requirement: str, passages: Sequence[Passage]) -> Iterator[Passage]:
        planned = any(p.probability >= PLANNED_FROM and p.stance in _PROMISES for p in passages)
        ends = requirement in of_the_end
        for p in map(promised, passages):
            if p.stance is not Stance.ADVERSE or not reader(p.document)(p.quote, planned, ends):
                yield p

    return replace(
        field,
        passages={
            r: tuple(counting(r, passages) if r in asked else leading(passages, counting(r, passages)))
            for r, passages in field.passages.items()
        },
    )


def _of_the_end(within: Set) -> frozenset[str]:
    """Return the requirements on the end of the service and the data then, by id."""
    ends = within.library.vocabulary["takes_nothing"]["families_of_the_end"]
    return frozenset(r.id for f in within.library.families if f.id in ends for r in f.requirements)


def takes_nothing(document: str, within: Set) -> Callable[[str, bool, bool], bool]:
    """Return what tells whether adverse words take nothing away: of a requirement with a plan, on the end."""
    vocabulary = within.library.vocabulary
    bound = within.bound_in(document, every_duty=True)
    owing, cues = within.owing_in(document), _cues(vocabulary)

    def harmless(quote: str, planned: bool, ends: bool) -> bool:
        if cells_bound(cells_of(quote), (), within.words_in(document), vocabulary) == {PROVIDER}:
            return True
        said = [_Sentence(t, tuple(bound(t)), cues) for t in sentence_texts(quote)]
        return _harmless([s for s in said if not s.is_heading()], owing, planned=planned, ends=ends)

    return harmless


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["takes_nothing"])


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with whom its parts bind and the word lists to look for in it."""

    text: str
    bounds: Sequence[Bound]
    cues: Mapping[str, Phrases]

    def is_heading(self) -> bool:
        return not self.bounds and len(self.text.split()) <= _HEADING

    def first(self, entry: str) -> int | None:
        """Return where the first of an entry's words stands."""
        return next((span.start for _, span in self.cues[entry].find(self.text)), None)

    def has(self, *entries: str) -> bool:
        return all(self.first(e) is not None for e in entries)

    def duties_of_customer(self) -> list[str]:
        """Return the parts of the sentence in which the customer, and nobody else, has to do something."""
        own = [b for b in self.bounds if b.sides == {CUSTOMER} and b.force in _DUTIES]
        return [self.text[b.span.start : b.span.end] for b in own]


def _harmless(said: Sequence[_Sentence], owing: Owing, *, planned: bool, ends: bool) -> bool:
    found = unpaid = False
    for sentence in said:
        unpaid = _of_unpaid_use(sentence) or (unpaid and _follows(sentence))
        excuses = _excuses_both(sentence) and (planned or not sentence.has("runs_on"))
        if unpaid or excuses or (ends and _moderates(sentence)) or any(way(sentence) for way in _WAYS):
            found = True
        elif PROVIDER not in owing(sentence.text):
            return False
    return found


def _gives_goods_back(said: _Sentence) -> bool:
    """Tell "Customer shall destroy its copies of the Software" from "Customer shall delete its data"."""
    if said.has("own_goods"):
        return False
    return said.has("goods") and any(said.cues["gives_back"].find(duty) for duty in said.duties_of_customer())


def _indemnifies_others(said: _Sentence) -> bool:
    """Tell an indemnity for third-party claims from one for every incident, whatever its cause."""
    indemnity = any(said.cues["indemnifies"].find(duty) for duty in said.duties_of_customer())
    return indemnity and said.has("others_claim") and not said.has("whatever_the_cause")


def _excuses_both(said: _Sentence) -> bool:
    """Tell a mutual excuse for what nobody can help from one for attacks and the supplier's suppliers."""
    return said.has("nobodys_control", "parties_alike") and not said.has("no_excuse")


def _of_unpaid_use(said: _Sentence) -> bool:
    """Tell "to the extent it is free of charge" from "the services, free trials included"."""
    unpaid, limit = said.first("unpaid"), said.first("limits_to")
    if unpaid is None:
        return False
    led = limit is not None and limit < unpaid and not re.search(r"[,;]", said.text[limit:unpaid])
    opens = not said.text[:unpaid].strip(" 0123456789.()“\"'").removeprefix("Any").removeprefix("The").strip()
    return opens or (led and limit is not None and limit <= _OPENING)


def _follows(said: _Sentence) -> bool:
    follows = said.first("follows")
    return follows is not None and follows <= _OPENING


def _spares_others(said: _Sentence) -> bool:
    """Tell "do not scan systems of others" from "do not scan the Service"."""
    return said.has("attacks", "others_systems")


def _moderates(said: _Sentence) -> bool:
    """Tell "we may remove any post that breaks these rules" from "we may close your account"."""
    ours = [b for b in said.bounds if b.force is Force.MAY and b.sides == {PROVIDER}]
    parts = [said.text[b.span.start : b.span.end] for b in ours]
    takes_down = any(said.cues["takes_down"].find(part) for part in parts)
    published = said.has("posted") or said.has("content", "breaks_rules")
    return takes_down and published and not said.has("ends_use")


_WAYS = (_gives_goods_back, _indemnifies_others, _spares_others)
