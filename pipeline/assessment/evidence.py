"""Which passages are shown as evidence, and which came nearest where there is none."""

from collections.abc import Iterator, Sequence

from pipeline.assessment.why_not import why_not
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Nearest, Status

CITED_FROM = 0.15  # best F1 of cited passages on train folds
FIXES_FROM = 0.12  # where it fixes a value that no other does: on train folds five of eleven such are right
MOST_CITED = 8
MOST_NEAREST = 3
SPEAKS_FOR = {
    Status.CONTRADICTED: (Stance.ADVERSE,),
    Status.MET: (Stance.BINDING,),
    Status.PARTIAL: (Stance.BINDING, Stance.QUALIFIED),
    Status.WEAK: (Stance.QUALIFIED, Stance.BINDING),
}


def chosen(passages: Sequence[Passage], status: Status) -> tuple[Passage, ...]:
    """Return the passages that show the status, the most telling first; the best one at least.

    One past the most that are cited, or a little less likely, is cited too where it fixes a value not shown.
    """
    likely = shown(passages)
    likely += tuple(_fixing_more(likely, passages))
    first = SPEAKS_FOR.get(status, ())
    # Sorting is stable, so within a rank the more probable passage stays in front.
    return tuple(sorted(likely, key=lambda p: first.index(p.stance) if p.stance in first else len(first)))


def shown(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages that a finding may show, best first: the likely ones, the best one at least."""
    return tuple([p for p in passages if p.probability >= CITED_FROM][:MOST_CITED] or passages[:1])


def _fixing_more(cited: Sequence[Passage], passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the likely passages beyond those cited that fix a value none before them does."""
    fixed = {(t.name, t.value) for p in cited for t in p.terms}
    for passage in (p for p in passages[len(cited) :] if p.probability >= FIXES_FROM):
        own = {(t.name, t.value) for t in passage.terms}
        if not own <= fixed:
            fixed |= own
            yield passage


def cite(passage: Passage, within: Set) -> Evidence:
    """Return the passage as evidence with its place on paper."""
    document = within.documents[passage.document].document
    return Evidence(
        document=passage.document,
        clause=passage.clause,
        span=passage.span,
        quote=passage.quote,
        place=document.locate(passage.span),
        stance=passage.stance,
        found_by=passage.found_by,
    )


def nearest(requirement: Requirement, passages: Sequence[Passage], within: Set) -> tuple[Nearest, ...]:
    """Return the passages that came nearest, each with why it does not count."""
    return tuple(Nearest(cite(p, within), why_not(requirement, p, within)) for p in passages[:MOST_NEAREST])
