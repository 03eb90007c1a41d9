"""Too little is there: words of the clause are changed, and what it leaves out is added."""

from collections.abc import Sequence

from pipeline.domain.agreement import Clause
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import CheckKind
from pipeline.domain.review import Evidence
from pipeline.redline.proposals.draft import DOUBT, Draft, appended, carve, only_comment, takes_sentence
from pipeline.redline.proposals.paper import Paper
from pipeline.redline.proposals.placing import Places
from pipeline.redline.proposals.sections import SPEAKS
from pipeline.redline.proposals.words import word_edits

SENTENCES_AT_MOST = 3  # more missing points are put as a clause of their own
PROMISING = (Stance.BINDING, Stance.QUALIFIED)


def improve(draft: Draft, own: Sequence[Evidence], paper: Paper, places: Places) -> None:
    """Change words of the clause that promises most, and add what it leaves out."""
    cited = next((e for e in own if e.stance in PROMISING and _can_change(e, paper)), None)
    target = paper.by_id[cited.clause] if cited else None
    in_doubt = draft.finding.needs_review and draft.finding.confidence < DOUBT
    met: frozenset[int] = frozenset()
    counted = any(c.kind is CheckKind.PROCESSES_AT_LEAST for c in draft.requirement.checks)
    if cited and not in_doubt and not counted:
        edits = word_edits(draft.requirement, draft.finding, cited, paper)
        draft.replacements += edits.replacements
        met = edits.subpoints
    draft.clause, draft.span = target or paper.by_id[own[0].clause], (cited or own[0]).span
    missing = _missing(draft, met)
    if not counted:  # the count of processes knows no adverse words
        carve(draft, own, paper)
    if missing:
        _add_points(
            draft, missing, target if target and _speaks_of(draft, target, paper) else None, paper, places
        )
    elif not draft.replacements:
        draft.carved.clear()
        only_comment(draft, _why_untouched(own, paper, in_doubt=in_doubt))


def _speaks_of(draft: Draft, clause: Clause, paper: Paper) -> bool:
    """Tell whether the clause is of the requirement's family, so that more on it stands well there."""
    family = next(f.id for f in paper.library.families if draft.requirement in f.requirements)
    return paper.families.get(clause.id, {}).get(family, 0.0) >= SPEAKS


def _can_change(cited: Evidence, paper: Paper) -> bool:
    clause = paper.by_id.get(cited.clause)
    if clause is None or not paper.is_paragraph(clause):
        return False
    return paper.block_at(cited.span.start) == paper.block_at(max(cited.span.start, cited.span.end - 1))


def _missing(draft: Draft, met: frozenset[int]) -> list[str]:
    """Return the sentences for the essential sub-points that are not met."""
    results = zip(draft.requirement.subpoints, draft.finding.subpoints, strict=True)
    return [s.add for s, r in results if s.essential and not r.met and s.number not in met and s.add]


def _add_points(
    draft: Draft, missing: Sequence[str], target: Clause | None, paper: Paper, places: Places
) -> None:
    """Add the sentences behind the clause's last, or where it can't take them in a paragraph beside it."""
    text = " ".join(paper.say(sentence) for sentence in missing)
    if len(missing) > SENTENCES_AT_MOST:
        text = paper.wording(draft.requirement)
    elif target is not None and takes_sentence(target, paper):
        draft.replacements.append(appended(target, text))
        return
    if target is not None:
        _, draft.new_text = places.beside(target, draft.requirement, text)
    else:
        _, draft.new_text = places.new_clause(draft.requirement, text)


def _why_untouched(own: Sequence[Evidence], paper: Paper, *, in_doubt: bool) -> str:
    clause = paper.by_id[own[0].clause]
    if in_doubt:
        return "the reading of this clause is in doubt and a person should judge it first"
    if clause.kind == "definition":
        return "the words cited define a term that is used elsewhere"
    if not paper.is_paragraph(clause):
        return "the words cited stand in a table, a heading or a note"
    if not _can_change(own[0], paper):
        return "the words cited run over several paragraphs"
    return "the points asked for are there, but in words that a person should judge"
