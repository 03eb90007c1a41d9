"""What the library's own rules make of a status: "met" where the promise hangs on a request is partly met.

Only the words that the finding rests on first are looked at for what they say: what stands beside a promise
may speak of another matter, unless it takes the promise away. What none of the words cited names is absent:
a promise to restore the service after a disaster is no backup. No rule makes more of what the customer has
to do, but where just that is asked for. Wording of ours settles a requirement whatever stands in it. A rule
may look beside: words that take away the place of storage may take away the safeguards of a transfer too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from pipeline.assessment.absence import absent
from pipeline.assessment.binding_words import Force
from pipeline.assessment.evidence import cite
from pipeline.assessment.finding import not_assessable
from pipeline.assessment.in_force import is_taken
from pipeline.assessment.owing import binds_customer
from pipeline.assessment.prevailing import is_outranked
from pipeline.assessment.profiled import fits
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.sides import CUSTOMER
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Evidence, Finding, Status
from pipeline.domain.tailoring import CountsAs
from pipeline.language import sentence_texts
from pipeline.library.cues import count_cues

Heard = Callable[[Passage | Evidence], bool]

SURE = 0.95  # a passage from here says what is asked for, in words of its own
BESIDE = 0.4  # a passage of another requirement from here takes away what that one asks for


def counting(within: Set) -> Look:
    """Return the look that applies the rules of the library to each finding."""
    return _counting(within, lambda _rule: True)


def recounting(within: Set) -> Look:
    """Return the look that applies the rules by which a denial counts in part: one may have come up since."""
    return _counting(
        within, lambda rule: rule.found == (Status.CONTRADICTED,) and rule.counts_as == Status.PARTIAL
    )


def _counting(within: Set, is_asked: Callable[[CountsAs], bool]) -> Look:
    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if any(e.found_by == WORDING for e in finding.evidence):
            return finding
        counts = partial(_is_heard, passages=passages, within=within)
        rules = (r for r in requirement.instead if is_asked(r))
        applies = ((r, e) for r in rules if (e := _said_in(r, finding, within, counts)))
        first = next(applies, None)
        if first is None or (requirement.binds != CUSTOMER and _is_too_much(*first, finding, within)):
            return finding
        rule, told = first
        if rule.counts_as != Status.ABSENT:
            return _counted(finding, rule, told)
        if any(p.probability >= SURE and p.stance is not Stance.ADVERSE for p in passages):
            return finding  # whatever it is called there
        if within.unread:  # what could not be read may say it
            return not_assessable(requirement, within, passages)
        return absent(finding, because=rule.because)

    return look


def _is_heard(told: Passage | Evidence, passages: Sequence[Passage], within: Set) -> bool:
    """Tell whether words still count beside a paper ranked above theirs, and after what amended them."""
    gone = isinstance(told, Passage) and is_taken(told, within)
    return not gone and not is_outranked(told, passages, within)


def _is_too_much(rule: CountsAs, told: Evidence, finding: Finding, within: Set) -> bool:
    """Tell whether a rule would make more of the words than was found, though the duty is the customer's."""
    status = Status(rule.counts_as)
    if status is Status.ABSENT or not {status, finding.status} <= set(STEPS):
        return False
    raised = STEPS.index(status) > STEPS.index(finding.status)
    return raised and binds_customer(within.owing_in(told.document)(told.quote))


def _said_in(rule: CountsAs, finding: Finding, within: Set, counts: Heard) -> Evidence | None:
    """Return the words by which the rule applies: what takes away counts wherever it stands."""
    looked = _looked_at(rule, finding, within, counts)
    fitting = (e for e, resting in looked if fits(rule, resting, (e,), within))
    if rule.counts_as != Status.CONTRADICTED and not rule.beside:
        return next(fitting, None)
    return next((e for e in fitting if not _is_customers_right(rule, e, within)), None)


def _looked_at(
    rule: CountsAs, finding: Finding, within: Set, counts: Heard
) -> Iterator[tuple[Evidence, Finding]]:
    """Yield the words that a rule may apply by, each with the finding as it rests on them."""
    if rule.beside:
        yield from ((e, replace(finding, evidence=(e,))) for e in _beside(rule, within, counts))
    elif rule.counts_as == Status.CONTRADICTED:
        yield from ((e, finding) for e in finding.evidence if counts(e))
    else:
        yield from ((e, finding) for e in finding.evidence[:1])


def _beside(rule: CountsAs, within: Set, counts: Heard) -> Iterator[Evidence]:
    """Yield the words that take away what other requirements ask for."""
    for p in (p for r in within.readings for p in r.passages if r.agreement.document.id in within.documents):
        takes = p.requirement in rule.beside and p.probability >= BESIDE and p.stance is Stance.ADVERSE
        if takes and counts(p):
            yield cite(p, within)


def _is_customers_right(rule: CountsAs, told: Evidence, within: Set) -> bool:
    """Tell whether all that the words speak of is what the customer may do: that takes nothing from it."""
    bound = within.bound_in(told.document)
    cues = tuple(chain.from_iterable(rule.said))
    acting = [
        part
        for text in sentence_texts(told.quote)
        for part in bound(text)
        if count_cues(text[part.span.start : part.span.end], cues)
    ]
    return bool(acting) and all(p.force is Force.MAY and p.sides == {CUSTOMER} for p in acting)


def _counted(finding: Finding, rule: CountsAs, told: Evidence) -> Finding:
    """Return the finding with the rule's status; what contradicts is shown first, as adverse."""
    status, evidence = Status(rule.counts_as), finding.evidence
    if status is Status.CONTRADICTED:
        evidence = (replace(told, stance=Stance.ADVERSE), *(e for e in evidence if e != told))
    return replace(finding, status=status, reason=rule.because, evidence=evidence)
