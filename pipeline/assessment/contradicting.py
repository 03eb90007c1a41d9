"""Words anywhere in the set that deny what a requirement asks for.

The rule: where words deny the customer what is asked for, without any condition, the finding is
`contradicted`, whatever is promised besides; the customer can't rely on a promise that the same papers
take back. Words deny a requirement where they are likely to bear on it, or where the denial names what it
asks for. A paper that gives way in the order of precedence was left out before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.assessment.denials import denies
from pipeline.assessment.evidence import MOST_CITED, cite
from pipeline.assessment.party_words import undertakes
from pipeline.assessment.prevailing import is_outranked
from pipeline.assessment.recognised import CARVE_OUT, WORDING
from pipeline.assessment.subject import asks_about, stems, subjects_named
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Evidence, Finding, Note, NoteKind, Status
from pipeline.language import sentence_texts

DENIES_FROM = 0.25  # probability of a passage from which its denial is of this requirement
NAMES_FROM, NAMED = 0.1, 2  # from here where it shares so many words with what is asked for
TOLD_FROM = 0.04  # the same of words that look adverse
MOST_SHOWN = 2
DENIABLE = tuple(s for s in STEPS if s is not Status.CONTRADICTED)


def contradicting(within: Set) -> Look:
    """Return the look for denials."""
    denied = cache(lambda document, quote: frozenset(_denied(document, quote, within)))  # many share a quote

    def of_others(passage: Passage) -> bool:
        """Tell whether words that promise something deny too, but by name what others ask for."""
        agreement = within.documents[passage.document]
        promised = any(undertakes(text, agreement) for text in sentence_texts(passage.quote))
        return passage.stance is Stance.BINDING and promised and bool(denied(passage.document, passage.quote))

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in DENIABLE or requirement.binds == "customer":
            return finding
        cured = {p.clause for p in passages if p.found_by == CARVE_OUT}  # "nothing in this clause limits …"
        likely = [p for p in passages[:MOST_CITED] if _is_on(requirement, p, within)]
        naming = [p for p in passages if requirement.id in denied(p.document, p.quote)]
        # Of a clause that is likely on the matter one sentence is enough, where it names what it denies.
        denials = [p for p in likely if p in naming or (is_denial(p, within) and not of_others(p))]
        denials += [p for p in naming if p not in likely and (_is_told(p) or is_denial(p, within))]
        counted = [
            p
            for p in denials
            if p.clause not in cured and p.found_by != WORDING and not is_outranked(p, passages, within)
        ]
        return _contradicted(finding, counted[:MOST_SHOWN], within) if counted else finding

    return look


def _is_on(requirement: Requirement, passage: Passage, within: Set) -> bool:
    """Tell whether a denial is of this requirement: likely, or less so and about the same."""
    if passage.probability >= DENIES_FROM:
        return True
    return passage.probability >= NAMES_FROM and any(
        len(stems(words) & asks_about(requirement)) >= NAMED and _denies(passage.document, words, within)
        for words in sentence_texts(passage.quote)
    )


def _is_told(passage: Passage) -> bool:
    """Tell whether a passage in which one sentence denies a requirement by name is seen to bear on it."""
    return passage.probability >= (TOLD_FROM if passage.stance is Stance.ADVERSE else NAMES_FROM)


def _denied(document: str, quote: str, within: Set) -> Iterator[str]:
    """Yield the requirements whose subject is named in a sentence that denies something."""
    for words in sentence_texts(quote):
        named = subjects_named(words, within.library.vocabulary)
        if named and _denies(document, words, within):
            yield from named


def is_denial(passage: Passage, within: Set) -> bool:
    """Tell whether a passage denies what it is about; wording of ours never does."""
    return passage.found_by != WORDING and _denies(passage.document, passage.quote, within)


def _denies(document: str, words: str, within: Set) -> bool:
    return denies(words, within.documents[document], within.library.vocabulary)


def _contradicted(finding: Finding, denials: Sequence[Passage], within: Set) -> Finding:
    shown = tuple(replace(cite(p, within), stance=Stance.ADVERSE) for p in denials)
    others = _others(finding, shown)
    where = within.clause_of(shown[0].document, shown[0].clause)
    sentence = f"{where} denies what is asked for here."
    if not others:
        note: tuple[Note, ...] = ()
    else:
        note = (Note(NoteKind.CARVE_OUT, f"{where} takes back what is promised elsewhere.", shown),)
    return replace(
        finding,
        status=Status.CONTRADICTED,
        needs_review=finding.needs_review or bool(others),
        reason=sentence if not others else f"{sentence} What else is promised does not cure that.",
        evidence=(*shown, *others)[:MOST_CITED],
        notes=(*finding.notes, *note),
    )


def _others(finding: Finding, shown: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the rest of the evidence, what gave way to another paper first: it is not to be cut off."""
    rest = [e for e in finding.evidence if not any(_same(e, s) for s in shown)]
    gave_way = [e for n in finding.notes if n.kind is NoteKind.PRECEDENCE for e in n.evidence]
    return tuple(sorted(rest, key=lambda e: not any(_same(e, g) for g in gave_way)))


def _same(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and one.span.overlaps(other.span)
