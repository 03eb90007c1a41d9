"""Of two papers that say different things on one requirement, which counts.

Two values (a deadline of 24 hours here, of five business days there), or a promise here and words that
take it away there, are a conflict. The paper that the order of precedence ranks higher counts, and both
are cited. A rule limited to a subject ("with regard to personal data") is applied and left to a person's
eye. Without a rule, or where the papers claim the upper hand against each other, the
customer can't rely on the better words: of two values the less favourable counts, a promise that another
paper takes back is met in part at most, and the finding asks for review. A general disclaimer ("not free of
errors") is in no conflict with a paper that fixes a figure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.assessment.denials import denies
from pipeline.assessment.disclaimers import fixes_a_figure, is_general
from pipeline.assessment.evidence import cite
from pipeline.assessment.limits import CHECKS
from pipeline.assessment.signals import Field
from pipeline.assessment.subject import stems
from pipeline.assessment.within import Set
from pipeline.domain.amounts import amount
from pipeline.domain.elsewhere import Ranking
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import CheckKind, Requirement
from pipeline.domain.review import Evidence, Finding, Note, NoteKind, Precedence, Status

SPEAKS = 0.4  # a passage from here says something that can be in conflict
FIXES = 0.6  # a passage from here fixes a value, promises, or takes away
CLEAR = 0.6  # share of its stance from which a passage promises, or takes away
RANKED = 0.3  # the same where a rule ranks the two papers: then a person said which of them counts
PROMISES = (Stance.BINDING, Stance.QUALIFIED)
_IN_PLACE = re.compile(r"\b(?:in\s+(?:the\s+)?place\s+of|instead\s+of|in\s+lieu\s+of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two passages of different papers that can't both hold; `rule` says which does, None where nothing says.

    `gives_way` lists the passages that do not count; `about` the values, or "".
    """

    holds: Passage
    yields: Passage
    rule: Ranking | None
    gives_way: tuple[Passage, ...]
    about: str = ""


def settled(field: Field, within: Set) -> tuple[Field, Mapping[str, Conflict]]:
    """Return the field without what gives way, and the conflict of each requirement that has one."""
    if len(within.documents) < 2:
        return field, {}
    found = {
        requirement.id: conflict
        for requirement in within.library.requirements
        for conflict in [_conflict(requirement, field.passages.get(requirement.id, ()), within)]
        if conflict
    }
    passages = {
        r: tuple(p for p in ps if p not in found[r].gives_way) if r in found else ps
        for r, ps in field.passages.items()
    }
    return replace(field, passages=passages), found


def leading(passages: Sequence[Passage], counting: Iterable[Passage]) -> Iterator[Passage]:
    """Yield, of those that count, what may be in conflict and the passage that leads without it."""
    most = SPEAKS if len({p.document for p in passages if p.probability >= SPEAKS}) > 1 else 1.0
    for passage in counting:
        yield passage
        if passage.probability < most:
            break


def with_conflict(finding: Finding, conflict: Conflict, within: Set) -> Finding:
    """Return the finding with both passages cited and the note on which counts."""
    evidence = finding.evidence
    for passage in (conflict.holds, conflict.yields):
        cited = cite(passage, within)
        if not any(e.document == cited.document and e.span.overlaps(cited.span) for e in evidence):
            evidence = (*evidence, cited)
    note = Note(NoteKind.PRECEDENCE, _sentence(conflict, within), _shown(conflict, within))
    unsure = conflict.rule is None or bool(conflict.rule.scope)
    found = replace(
        finding,
        evidence=evidence,
        notes=(*finding.notes, note),
        needs_review=finding.needs_review or unsure,
    )
    open_promise = conflict.rule is None and not conflict.about and found.status is Status.MET
    return replace(found, status=Status.PARTIAL, reason=note.sentence) if open_promise else found


def precedence_of(within: Set) -> tuple[Precedence, ...]:
    """Return the order of precedence as the papers state it."""
    return tuple(
        Precedence(r.documents, r.named, _quoted(r, within), r.scope)
        for r in within.agreements.elsewhere.rankings
    )


# ---------------------------------------------------------------- conflicts


def _conflict(requirement: Requirement, passages: Sequence[Passage], within: Set) -> Conflict | None:
    said = [p for p in passages if p.probability >= RANKED and p.stance is not Stance.REFERENCE]
    if len({p.document for p in said}) < 2:
        return None
    own = [p for p in said if p.probability >= SPEAKS]
    found = _of_values(requirement, own, within) or _of_stances(own, within)
    return found or _of_ranked(said, within)


def _of_values(requirement: Requirement, own: Sequence[Passage], within: Set) -> Conflict | None:
    """Return the conflict of papers whose best values on one check differ; those ranked lower give way."""
    for check in requirement.checks:
        if check.kind is CheckKind.PROCESSES_AT_LEAST:
            continue
        best: dict[str, tuple[float, Passage, str]] = {}
        for passage in (p for p in own if p.probability >= FIXES and p.stance in PROMISES):
            for term in passage.terms:
                value = amount(term.value) if term.name == check.term else None
                held = best.get(passage.document)
                if value is not None and (held is None or CHECKS[check.kind](value, held[0])):
                    best[passage.document] = (value, passage, term.value)
        if len({value for value, _, _ in best.values()}) < 2:
            continue
        # The kindest first: without a rule it gives way.
        ranked = sorted(
            best.values(), key=lambda b: b[0], reverse=check.kind is not CheckKind.DURATION_AT_MOST
        )
        beaten = [b for b in ranked if any(_beats(o[1], b[1], within) for o in ranked)]
        standing = [b for b in ranked if b not in beaten] or ranked
        holds = standing[-1]
        yields = next(b for b in (*standing, *beaten) if b[0] != holds[0])
        lost = {b[1].document for b in (*beaten, *standing) if b[0] != holds[0]}
        gives_way = tuple(p for p in own if p.document in lost and any(t.name == check.term for t in p.terms))
        rule = _rule(holds[1], yields[1], within)
        return Conflict(holds[1], yields[1], rule, gives_way, f"{holds[2]} against {yields[2]}")
    return None


def _beats(one: Passage, other: Passage | Evidence, within: Set) -> bool:
    """Tell whether the paper of one passage is ranked above that of another."""
    rule = _rule(one, other, within) if one.document != other.document else None
    return rule is not None and _winner(rule, one, other) == one.document


def _of_stances(own: Sequence[Passage], within: Set) -> Conflict | None:
    """Return the conflict of a promise in one paper and words in another that take it away."""
    adverse = [p for p in own if _is_against(p, within)]
    promises = [
        p
        for p in own
        if p.stance is Stance.BINDING and p.stances[p.stance] >= CLEAR and p.probability >= FIXES
        if p not in adverse
    ]
    return _settled_pair(_pairs(promises, adverse, within), within)


def _of_ranked(said: Sequence[Passage], within: Set) -> Conflict | None:
    """Return the conflict of a promise and words against it, each fainter, in papers that a rule ranks."""
    if not within.agreements.elsewhere.rankings:
        return None
    denials = [p for p in said if _denies(p, within)]
    promises = [p for p in said if p.stance is Stance.BINDING and p not in denials]
    against = [p for p in said if p.stance is Stance.ADVERSE or p in denials or _replaces(p)]
    ranked = [
        (p, a)
        for p, a in _pairs(promises, against, within)
        # What stands in a promise's place does so from above.
        if _rule(p, a, within) is not None and (not _replaces(a) or _beats(a, p, within))
    ]
    return _settled_pair(ranked, within)


def _pairs(
    promises: Sequence[Passage], against: Sequence[Passage], within: Set
) -> list[tuple[Passage, Passage]]:
    """Return each promise with what is against it in another paper."""
    figures = {p.document: p for p in promises if fixes_a_figure(p)}
    return [
        (p, a)
        for p in promises
        for a in against
        if p.document != a.document and not _leaves_standing(a, figures.get(p.document), within)
    ]


def _replaces(passage: Passage) -> bool:
    return passage.stance is Stance.QUALIFIED and _IN_PLACE.search(passage.quote) is not None


def _settled_pair(pairs: Sequence[tuple[Passage, Passage]], within: Set) -> Conflict | None:
    """Return what is settled, and how, of the likeliest promise and what is against it."""
    if not pairs:
        return None
    promise, against = max(pairs, key=lambda pair: pair[0].probability * pair[1].probability)
    rule = _rule(promise, against, within)
    if rule is None:
        return Conflict(against, promise, None, ())
    kept = promise if _winner(rule, promise, against) == promise.document else against
    lost = against if kept is promise else promise
    losers = [a for _, a in pairs] if lost is against else [p for p, _ in pairs]
    return Conflict(kept, lost, rule, tuple(p for p in losers if p.document == lost.document))


def _leaves_standing(against: Passage, figure: Passage | None, within: Set) -> bool:
    """Tell whether a general disclaimer meets a paper that fixes a figure: the special words stand."""
    return figure is not None and is_general(against, figure, within.library.vocabulary)


def _is_against(passage: Passage, within: Set) -> bool:
    """Tell whether a passage takes away, by the classifier's word or by its own."""
    if passage.probability < FIXES:
        return False
    if passage.stance is Stance.ADVERSE and passage.stances[Stance.ADVERSE] >= CLEAR:
        return True
    return _denies(passage, within)


def _denies(passage: Passage, within: Set) -> bool:
    return denies(passage.quote, within.documents[passage.document], within.library.vocabulary)


def is_outranked(passage: Passage | Evidence, passages: Iterable[Passage], within: Set) -> bool:
    """Tell whether a paper above the passage's own promises something on the same requirement."""
    above = (p for p in passages if p.document != passage.document and p.probability >= SPEAKS)
    return any(p.stance is Stance.BINDING and _beats(p, passage, within) for p in above)


# ---------------------------------------------------------------- rules


def _rule(one: Passage, other: Passage | Evidence, within: Set) -> Ranking | None:
    """Return the rule that ranks the papers of two passages; None where none does or rules disagree."""
    rankings = within.agreements.elsewhere.rankings
    alone = [
        r
        for r in rankings
        if r.alone and r.clause in (one.clause, other.clause) and _ranks_both(r, one, other)
    ]
    found = alone or [r for r in rankings if not r.alone and _ranks_both(r, one, other)]
    first = {_winner(r, one, other) for r in found}
    if len(first) == 1:
        return found[0]
    reserved = [r for r in found if r.scope and _speaks_of(r.scope, one, other)]
    if len({_winner(r, one, other) for r in reserved}) == 1:
        return reserved[0]
    return None if found else _by_way_of(one, other, within)


def _speaks_of(scope: str, one: Passage, other: Passage | Evidence) -> bool:
    """Tell whether two passages are on the matter that a rule keeps for itself."""
    return bool(stems(scope) & (stems(one.quote) | stems(other.quote)))


def _ranks_both(rule: Ranking, one: Passage, other: Passage | Evidence) -> bool:
    if not {one.document, other.document} <= set(rule.documents) or one.document == other.document:
        return False
    return rule.is_list or rule.documents[0] in (one.document, other.document)


def _winner(rule: Ranking, one: Passage, other: Passage | Evidence) -> str:
    return min((one.document, other.document), key=rule.documents.index)


def _by_way_of(one: Passage, other: Passage | Evidence, within: Set) -> Ranking | None:
    """Return a rule made of two: the DPA stands above the master terms, these above the SLA."""
    rankings = [r for r in within.agreements.elsewhere.rankings if not r.alone]
    for above, below in ((one.document, other.document), (other.document, one.document)):
        for first in rankings:
            for second in rankings:
                middle = set(_beaten(first, above)) & set(_above(second, below))
                if middle:
                    return replace(first, documents=(above, *sorted(middle), below), is_list=True)
    return None


def _beaten(rule: Ranking, document: str) -> Sequence[str]:
    if document not in rule.documents or not (rule.is_list or rule.documents[0] == document):
        return ()
    return rule.documents[rule.documents.index(document) + 1 :]


def _above(rule: Ranking, document: str) -> Sequence[str]:
    if document not in rule.documents:
        return ()
    return rule.documents[: rule.documents.index(document)] if rule.is_list else rule.documents[:1]


# ---------------------------------------------------------------- what is said of it


def _sentence(conflict: Conflict, within: Set) -> str:
    strong, weak = within.name_of(conflict.holds.document), within.name_of(conflict.yields.document)
    about = f" ({conflict.about})" if conflict.about else ""
    if conflict.rule is None:
        unsettled = "contradict each other on this"
        count = (
            "the words less favourable to the customer count"
            if conflict.about
            else "neither can be relied on"
        )
        return f"{strong} and {weak} {unsettled}{about}, and no order of precedence settles it: {count}."
    limit = (
        f"; the rule reaches only as far as it says: “{conflict.rule.scope}”" if conflict.rule.scope else ""
    )
    return f"{strong} prevails over {weak} on this{about}{limit}."


def _shown(conflict: Conflict, within: Set) -> tuple[Evidence, ...]:
    rule = (_quoted(conflict.rule, within),) if conflict.rule else ()
    return (*rule, cite(conflict.holds, within), cite(conflict.yields, within))


def _quoted(rule: Ranking, within: Set) -> Evidence:
    return Evidence(
        rule.document,
        rule.clause,
        rule.span,
        rule.quote,
        within.place_of(rule.document, rule.span),
        Stance.REFERENCE,
        "precedence",
    )
