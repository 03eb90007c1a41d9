"""All proposals of a document together: carve-outs shared, no words changed twice."""

from collections.abc import Sequence

from pipeline.domain.listing import listed
from pipeline.domain.places import Span
from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.redline.proposals.draft import Draft, appended, only_comment, takes_sentence
from pipeline.redline.proposals.paper import Paper
from pipeline.redline.proposals.placing import Places


def carve_out(drafts: Sequence[Draft], paper: Paper, places: Places) -> None:
    """Write one carve-out a clause for all that it takes away, with the first proposal that needs it."""
    template = paper.library.vocabulary["own_wording"]["carve_out"][0]
    by_clause: dict[str, list[Draft]] = {}
    # A clause with a sentence struck or rewritten takes nothing away any more.
    struck = [r.span for d in drafts for r in d.replacements if r.old.rstrip().endswith((".", "!", "?"))]
    for draft in drafts:
        for clause in (c for c in draft.carved if not any(c.span.overlaps(s) for s in struck)):
            by_clause.setdefault(clause.id, []).append(draft)
    for draft in drafts:
        for clause_id in _softened(draft) & by_clause.keys():
            if draft not in by_clause[clause_id]:
                by_clause[clause_id].append(draft)
    for clause_id, needing in by_clause.items():
        clause, first = paper.by_id[clause_id], needing[0]
        subjects = [d.requirement.drafting.subject for d in needing if d.requirement.drafting]
        text = paper.say(template.format(subject=listed(subjects)))
        if takes_sentence(clause, paper):
            first.replacements.append(appended(clause, text))
        else:
            _, added = places.beside(clause, first.requirement, text)
            first.new_text = (*first.new_text, *added)
        for other in needing[1:]:
            other.notes.append("See also the carve-out proposed with another comment.")


def _softened(draft: Draft) -> set[str]:
    """Return the clauses that soften what other words take away: one that is carved out of names this too."""
    if draft.finding.status is not Status.CONTRADICTED:
        return set()
    return {e.clause for e in draft.finding.evidence if e.stance is Stance.QUALIFIED}


def keep_apart(drafts: Sequence[Draft]) -> None:
    """Leave out a replacement of words that an earlier proposal already changes."""
    taken: list[Span] = []
    for draft in drafts:
        kept = []
        for one in draft.replacements:
            if any(one.span.overlaps(t) or _within(one.span, t) for t in taken):
                draft.notes.append("Part of these words is already changed by another proposal.")
                continue
            kept.append(one)
        taken += [r.span for r in kept if len(r.span)]
        draft.replacements = kept
        if not kept and not draft.new_text and not draft.unsafe:
            only_comment(draft, "another proposal already changes these words")


def _within(insertion: Span, taken: Span) -> bool:
    return not len(insertion) and taken.start < insertion.start < taken.end
