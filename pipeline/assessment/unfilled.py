"""Promises that rest on what was left blank: they promise no more than the blank says.

"The measures in Annex II" with nothing in Annex II is a promise without content; "within [●] hours" is no
deadline. What is said outside the blank still counts, so such a promise is weak rather than absent, and
absent where it was only a pointer; where other clauses speak of it too, but less clearly, it is partly met.
An option whose box is not ticked was never agreed.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.assessment.blanks import Blanks, Emptied, Gap, blanks_of
from pipeline.assessment.carve_outs import lowered
from pipeline.assessment.chosen_options import is_offered
from pipeline.assessment.evidence import CITED_FROM, cite
from pipeline.assessment.resting import Rest, rest_of
from pipeline.assessment.within import Look, Set
from pipeline.domain.agreement import Placeholder
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Evidence, Finding, Note, NoteKind, Status

PROMISES = (Status.MET, Status.PARTIAL, Status.WEAK)
STILL_SPEAKS = 0.5  # of the best passage's probability: what is fainter carries no promise by itself
OFFERED, CLEARLY_OFFERED = 0.3, 0.8  # a passage from here says what an option offers, and that it is this
POINTS_ONLY = 0.5  # share of the stance from which a sentence does nothing but point
FOUND_BY = "placeholder"
_LONGEST = 60  # characters of a blank in a sentence


def unfilling(within: Set) -> Look:
    """Return the look that holds promises to what is left of them where a blank stands."""
    blanks = blanks_of(within)
    offered = _offered(within)

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        found = _resting(finding, requirement, passages, blanks, within)
        return _with_offers(found, offered.get(requirement.id, ()), within)

    return look


def emptied(placeholders: Sequence[Placeholder], findings: Sequence[Finding]) -> tuple[Placeholder, ...]:
    """Return the blanks with the requirements that rest on each."""
    rests: dict[tuple[str, int], list[str]] = {}
    for finding in findings:
        for evidence in (e for n in finding.notes if n.kind is NoteKind.UNFILLED for e in n.evidence):
            if evidence.found_by == FOUND_BY:
                rests.setdefault((evidence.document, evidence.span.start), []).append(finding.requirement)
    return tuple(
        replace(p, empties=tuple(dict.fromkeys(rests.get((p.document, p.span.start), ()))))
        for p in placeholders
    )


def _resting(
    finding: Finding, requirement: Requirement, passages: Sequence[Passage], blanks: Blanks, within: Set
) -> Finding:
    vocabulary = within.library.vocabulary
    under = [(p, rest_of(p, requirement, blanks, vocabulary)) for p in _likely(passages)]
    speaking = _speaking(under)
    rests = [rest for _, rest in speaking if rest]
    if finding.status is Status.ABSENT:
        return _of_nothing(finding, requirement, rests, blanks, within)
    if finding.status not in PROMISES:
        return finding
    if not rests:
        blank_rows = [rest for _, rest in under if rest and rest.says_nothing]
        return _noted(finding, _note(blank_rows[0], within)) if blank_rows else finding
    clearest = rests[0].passage is speaking[0][0]
    if finding.status is Status.MET and not clearest:
        no_place = _lacks_its_place(requirement, speaking)
        return lowered(_noted(finding, _note(rests[0], within)), Status.PARTIAL) if no_place else finding
    noted = _noted(finding, _note(rests[0], within))
    if not clearest or not _is_asked(requirement, rests) or _is_said_elsewhere(speaking, requirement, rests):
        return noted
    return _dropped(noted, rests, within, alone=len(rests) == len(speaking))


def _of_nothing(
    finding: Finding, requirement: Requirement, rests: Sequence[Rest], blanks: Blanks, within: Set
) -> Finding:
    """Say of what is absent that its place was kept and left blank."""
    if rests:
        return _noted(finding, _note(rests[0], within))
    section = next((s for s in blanks.emptied if requirement.id in s.holds), None)
    return _noted(finding, _empty_section(section, within)) if section else finding


def _likely(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages that may carry the promise, best first."""
    return [p for p in passages if p.probability >= CITED_FROM and p.stance is not Stance.ADVERSE]


def _speaking(rests: Sequence[tuple[Passage, Rest | None]]) -> list[tuple[Passage, Rest | None]]:
    """Return the passages that carry the promise: those that speak for it nearly as clearly as the best.

    The rows of an exhibit that was left blank carry none where anything else speaks.
    """
    own = [(p, rest) for p, rest in rests if rest is None or not rest.says_nothing] or list(rests)
    return [(p, rest) for p, rest in own if p.probability >= STILL_SPEAKS * own[0][0].probability]


def _lacks_its_place(requirement: Requirement, speaking: Sequence[tuple[Passage, Rest | None]]) -> bool:
    """Tell whether places are asked for, and nothing names one but words that were left open."""
    named = (t.type for p, rest in speaking if rest is None for t in p.terms)
    return any(a.type == "region_list" for a in requirement.attributes) and "region" not in named


def _is_asked(requirement: Requirement, rests: Sequence[Rest]) -> bool:
    """Tell whether anything is missing that is asked for: where none is, a number left open is no loss."""
    return bool(requirement.checks) or not all(_is_number(r) for r in rests)


def _is_said_elsewhere(
    speaking: Sequence[tuple[Passage, Rest | None]], requirement: Requirement, rests: Sequence[Rest]
) -> bool:
    """Tell whether a number that is missing is stated in another place that carries the promise."""
    terms = (t for p, _ in speaking for t in p.terms)
    own = {t.quote for t in terms if any(t.name == c.term for c in requirement.checks)}
    return any(_is_number(r) and any(quote not in r.passage.quote for quote in own) for r in rests)


def _is_number(rest: Rest) -> bool:
    return isinstance(rest.blank, Gap) and rest.blank.is_measured


def _dropped(finding: Finding, rests: Sequence[Rest], within: Set, *, alone: bool) -> Finding:
    """Return the finding at what is left: partial, weak, or absent where the words did nothing but point.

    Unless the promise rests on blanks `alone`, it is partly given by what else speaks of it.
    """
    empty = all(r.says_nothing or _only_points(r) for r in rests)
    left = Status.ABSENT if empty else Status.WEAK
    if not alone or not all(r.is_whole for r in rests):
        left = Status.PARTIAL
    if left not in STEPS[: STEPS.index(finding.status)]:
        return finding
    nothing = left is Status.ABSENT
    blank = rests[0].blank
    return replace(
        finding,
        status=left,
        needs_review=True,
        reason=f"{_what(blank, within)}, and the promise rests on it.",
        subpoints=tuple(
            replace(s, met=False, confidence=0.5) if s.met and nothing else s for s in finding.subpoints
        ),
        evidence=() if nothing else (*finding.evidence, _evidence(blank.blank)),
        terms=() if nothing else finding.terms,
    )


def _only_points(rest: Rest) -> bool:
    return isinstance(rest.blank, Emptied) and rest.passage.stances[Stance.REFERENCE] >= POINTS_ONLY


# ---------------------------------------------------------------- in words


def _note(rest: Rest, within: Set) -> Note:
    sentence = f"{_what(rest.blank, within)}: what rests on it promises no more than the blank says."
    shown = (cite(rest.passage, within), _evidence(rest.blank.blank))
    return Note(NoteKind.UNFILLED, sentence, shown)


def _empty_section(section: Emptied, within: Set) -> Note:
    sentence = f"{_what(section, within)}: this might have stood there. Ask for it to be filled in."
    return Note(NoteKind.UNFILLED, sentence, (_evidence(section.blank),))


def _what(blank: Gap | Emptied, within: Set) -> str:
    if isinstance(blank, Emptied):
        return f"“{_short(blank.title)}” of {within.name_of(blank.heading.document)} was left blank"
    words = _short(" ".join(blank.blank.quote.split()))
    if blank.blank.kind == "option":
        return f"No box is ticked (“{words}”)"
    return f"{'A number' if blank.is_measured else 'A place'} was left open (“{words}”)"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 2].rstrip() + " …"


def _evidence(placeholder: Placeholder) -> Evidence:
    return Evidence(
        document=placeholder.document,
        clause=placeholder.clause,
        span=placeholder.span,
        quote=placeholder.quote,
        place=placeholder.place,
        stance=Stance.REFERENCE,
        found_by=FOUND_BY,
    )


def _noted(finding: Finding, note: Note) -> Finding:
    return replace(finding, notes=(*finding.notes, note))


# ---------------------------------------------------------------- options not chosen


def _offered(within: Set) -> dict[str, tuple[Passage, ...]]:
    found: dict[str, list[Passage]] = {}
    for passage in (p for r in within.readings for p in r.passages if p.probability >= OFFERED):
        if passage.stance is not Stance.ADVERSE and is_offered(passage, within):
            found.setdefault(passage.requirement, []).append(passage)
    return {r: tuple(sorted(ps, key=lambda p: -p.probability)) for r, ps in found.items()}


def _with_offers(finding: Finding, offers: Sequence[Passage], within: Set) -> Finding:
    """Say what stands beside a box that nobody ticked; where none of its boxes is, no promise is complete."""
    if not offers or finding.status not in STEPS or finding.status is Status.CONTRADICTED:
        return finding
    open_boxes = [p for p in within.documents[offers[0].document].placeholders if p.kind == "option"]
    boxes = [_evidence(p) for p in open_boxes if p.span.overlaps(offers[0].span)]
    promised = finding.status in (Status.MET, Status.PARTIAL)
    if promised and not (boxes and offers[0].probability >= CLEARLY_OFFERED):
        return finding
    sentence = "It is offered only as an option whose box is not ticked: nobody has agreed to it."
    noted = _noted(finding, Note(NoteKind.UNFILLED, sentence, (cite(offers[0], within), *boxes)))
    return lowered(noted, Status.PARTIAL) if promised else noted
