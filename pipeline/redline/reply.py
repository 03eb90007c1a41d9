"""Answer the other side's tracked changes: accept, reject or counter, by what each does to a finding.

A change that opens or weakens a point is put back where the words before it were acceptable, and
countered with our own wording where they were not; what closes or improves a point is accepted. On
what touches no point reviewed we take no position: a liability cap is for the lawyer to judge. The
playbook says what is acceptable; without one, only `met` is.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.answer import Answer, Decision
from pipeline.domain.apart import Change
from pipeline.domain.comparison import Comparison, Effect, FindingChange, TrackedEffect
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.proposal import Position, Proposal, ProposalKind, Replacement
from pipeline.domain.requirements import CheckKind, Library, Requirement
from pipeline.domain.review import Status, is_acceptable
from pipeline.domain.standing import Standing, standing

_LOST = (Effect.OPENED, Effect.WEAKENED)
_WON = (Effect.CLOSED, Effect.IMPROVED)
_ANCHOR = 40  # characters to hang a comment on where words were struck out


def reply(
    comparison: Comparison,
    library: Library,
    *,
    position: Position,
    ours: Sequence[Proposal] = (),
    only_comments: bool = False,
) -> tuple[Answer, ...]:
    """Return an answer to every tracked change of the new version, in the order of the text.

    `ours` are the proposals on the new version, from which counters are taken, each once; with
    `only_comments` nothing is changed and each answer is a comment.
    """
    documents = {a.document.id: a.document for a in comparison.new.agreements.agreements}
    findings = {f.requirement: f for f in comparison.findings}
    requirements = {r.id: r for r in library.requirements}
    used: set[str] = set()
    answers: list[Answer] = []
    for phrase in _phrases(comparison.tracked):
        document = documents[phrase[0].document]
        moved = _moved(phrase, findings, requirements, document)
        decision = _decide(moved, requirements)
        why = _why(decision, moved, requirements)
        counters = () if only_comments else _counters(decision, moved, ours, used)
        comment = _comment(decision, why, moved, requirements, position)
        own = _carried_out(phrase, decision, comment, document, position, only_comments=only_comments)
        for n, (tracked, proposal) in enumerate(zip(phrase, own, strict=True)):
            proposals = (proposal, *(counters if n == 0 else ()))
            answers.append(Answer(tracked, decision, why, proposals, doubtful=_is_doubtful(moved)))
    return tuple(answers)


def _phrases(changes: Sequence[TrackedEffect]) -> list[list[TrackedEffect]]:
    """Put together what a reader takes for one change: words struck and the same author's for them."""
    phrases: list[list[TrackedEffect]] = []
    for change in changes:
        if phrases and _goes_on(phrases[-1][-1], change):
            phrases[-1].append(change)
        else:
            phrases.append([change])
    return phrases


def _goes_on(before: TrackedEffect, after: TrackedEffect) -> bool:
    one, other = before.change, after.change
    return (
        {one.kind, other.kind} == {"deletion", "insertion"}
        and one.author == other.author
        and (before.document, before.clause) == (after.document, after.clause)
        and one.span.end == other.span.start
    )


def _moved(
    phrase: Sequence[TrackedEffect],
    findings: dict[str, FindingChange],
    requirements: dict[str, Requirement],
    document: Document,
) -> list[FindingChange]:
    """Return the findings that changes move.

    One that counts what others speak of stands in only where it is lost and no other is: that one more
    process is spoken of makes no words acceptable ("the customer bears the costs of the audit").
    """
    behind = [r for t in phrase for r in t.requirements if _is_behind(t, findings[r], document)]
    moved = [findings[r] for r in dict.fromkeys(behind)]
    own = [f for f in moved if not _counts(requirements[f.requirement])]
    return own or [f for f in moved if f.effect in _LOST]


def _counts(requirement: Requirement) -> bool:
    return any(check.kind is CheckKind.PROCESSES_AT_LEAST for check in requirement.checks)


def _is_behind(tracked: TrackedEffect, finding: FindingChange, document: Document) -> bool:
    """Tell whether a finding rests on the clause changed, or rested on the words struck, not on like ones."""
    change = tracked.change
    if any(e.clause == tracked.clause for e in finding.new.evidence):
        return True
    quotes = [e.quote for e in finding.old.evidence]
    if change.kind == "insertion":
        return not finding.new.evidence
    return not quotes or any(_stood_in(quote, change, document) for quote in quotes)


def _stood_in(quote: str, change: Change, document: Document) -> bool:
    """Tell whether a quote holds words that were struck, beside the word that still stands next to them."""
    before = document.text[: change.span.start][-_ANCHOR:].split()[-1:]
    after = document.text[change.span.end :][:_ANCHOR].split()[:1]
    words = change.text.split()
    found = f" {' '.join(quote.split())} "
    return any(f" {' '.join(side)} " in found for side in ([*before, *words], [*words, *after]))


def _decide(moved: Sequence[FindingChange], requirements: dict[str, Requirement]) -> Decision:
    if not moved:
        return Decision.OPEN
    lost = [
        f for f in moved if f.effect in _LOST and not is_acceptable(f.new.status, requirements[f.requirement])
    ]
    if not lost:
        return Decision.ACCEPT
    if any(is_acceptable(f.old.status, requirements[f.requirement]) for f in lost):
        return Decision.REJECT  # putting it back gives at least that point again
    return Decision.COUNTER


def _is_doubtful(moved: Sequence[FindingChange]) -> bool:
    """Tell whether every finding behind an answer needs review: what is accepted is given away for good."""
    return bool(moved) and all(f.new.needs_review for f in moved)


def _why(decision: Decision, moved: Sequence[FindingChange], requirements: dict[str, Requirement]) -> str:
    titles = {
        kind: "; ".join(requirements[f.requirement].title for f in moved if f.effect in kind)
        for kind in (_LOST, _WON)
    }
    if decision is Decision.OPEN:
        return "touches none of the points reviewed; read it for what else it may mean"
    if decision is Decision.REJECT:
        return f"takes away what the agreement gave: {titles[_LOST]}"
    if decision is Decision.COUNTER:
        return f"makes worse what was not enough before: {titles[_LOST]}"
    if titles[_WON]:
        improves = "seems to improve" if _is_doubtful(moved) else "improves"
        return f"{improves} the agreement: {titles[_WON]}"
    if titles[_LOST]:
        return f"weakens a point, but not below what we accept: {titles[_LOST]}"
    return "leaves the points it touches as good as they were"


def _counters(
    decision: Decision, moved: Sequence[FindingChange], ours: Sequence[Proposal], used: set[str]
) -> tuple[Proposal, ...]:
    """Take our proposals on the points made worse, each only with the first change that asks for it.

    A new clause answers only what the agreement no longer speaks of; other words are countered where
    they stand.
    """
    if decision is not Decision.COUNTER:
        return ()
    lost = {f.requirement: f.new.status for f in moved if f.effect in _LOST and f.requirement not in used}
    found = tuple(
        p
        for p in ours
        if p.requirement in lost
        and p.kind is not ProposalKind.COMMENT
        and (not p.new_text or lost[p.requirement] is Status.ABSENT)
    )
    used.update(p.requirement for p in found)
    return found


def _comment(
    decision: Decision,
    why: str,
    moved: Sequence[FindingChange],
    requirements: dict[str, Requirement],
    position: Position,
) -> str:
    lines = [f"{decision.value.capitalize()}: this {why}."]
    for finding in (f for f in moved if f.effect in _LOST and decision is not Decision.ACCEPT):
        requirement = requirements[finding.requirement]
        wording = requirement.wording
        values = "; ".join(v.said for v in finding.values)
        lines += [values] if values else []
        lines.append(
            f"Our position: {wording.preferred if position is Position.PREFERRED else wording.fallback}"
        )
        if standing(finding.new, requirement) is Standing.WALK_AWAY:
            lines.append("Our playbook has this as a point on which we do not sign.")
    return "\n".join(lines)


def _carried_out(
    phrase: Sequence[TrackedEffect],
    decision: Decision,
    comment: str,
    document: Document,
    position: Position,
    *,
    only_comments: bool,
) -> list[Proposal]:
    """Return the proposal for each change: one with one comment for all, unless one can't be undone."""
    undo = decision is Decision.REJECT and not only_comments
    own = [_proposal(tracked, comment, document, position, undo=undo) for tracked in phrase]
    if any(p.unsafe for p in own):
        return own
    over = Span(phrase[0].change.span.start, phrase[-1].change.span.end)
    replacements = tuple(r for p in own for r in p.replacements)
    return [replace(own[0], span=_anchor(over, document), replacements=replacements)] * len(own)


def _proposal(
    tracked: TrackedEffect, comment: str, document: Document, position: Position, *, undo: bool
) -> Proposal:
    """Return the proposal for one change: undone by ours on top of it, or a comment on it."""
    change = tracked.change
    undone = _undone(tracked, document) if undo else ()
    return Proposal(
        requirement=tracked.requirements[0] if tracked.requirements else "",
        document=document.id,
        kind=ProposalKind.EDIT if undone else ProposalKind.COMMENT,
        clause=tracked.clause,
        span=_anchor(change.span, document),
        comment=comment,
        position=position,
        replacements=undone,
        unsafe="" if undone or not undo else f"a {change.kind} can't be undone in the text alone",
    )


def _undone(tracked: TrackedEffect, document: Document) -> tuple[Replacement, ...]:
    change = tracked.change
    if change.kind == "insertion" and change.span.start < change.span.end:
        return (Replacement(change.span, document.quote(change.span), ""),)
    if change.kind == "deletion" and change.text.strip() and _within_block(change.span, document):
        return (Replacement(change.span, "", change.text),)
    return ()


def _within_block(span: Span, document: Document) -> bool:
    return any(b.span.start <= span.start <= b.span.end for b in document.blocks)


def _anchor(span: Span, document: Document) -> Span:
    """Return words to hang the comment on: the change's own, or those before the place it left."""
    if span.start < span.end:
        return span
    block = next((b.span for b in document.blocks if b.span.start <= span.start <= b.span.end), None)
    if block is None:
        return span
    start = max(block.start, span.start - _ANCHOR)
    words = document.text[start : span.start]
    first = words.find(" ") + 1 if start > block.start else 0
    end = span.start if span.start > start + first else min(block.end, span.start + _ANCHOR)
    return Span(start + first, end)
