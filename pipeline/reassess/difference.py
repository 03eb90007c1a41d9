"""What moved between two runs: papers, verdicts, and which of paper, library, classifier moved each.

Where more than one of them differs, the older run's documents are judged anew with what the newer run
had, from what is kept: the verdicts that this moves are not the papers' doing. Where that can't be had,
the causes are named together as not told apart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.domain.portfolio import Run, SupplierReview
from pipeline.domain.requirements import Library
from pipeline.domain.what_if import (
    Cause,
    LibraryChanges,
    PaperMove,
    RunDifference,
    SupplierDifference,
    SupplierMove,
)
from pipeline.library.changes import changes_between
from pipeline.reassess.flips import Side, Step, Why, flips_between, other_words
from pipeline.reassess.judge import Judge, NotKeptError, covered, pieces_of, same_program
from pipeline.reassess.papers import in_sentences, papers_moved, read_otherwise
from pipeline.store.portfolio import Store

AT_ONCE = 40
PAPERS = (Cause.PAPER, Cause.READING)
PROGRAM = (Cause.CLASSIFIER, Cause.PROGRAM)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Two runs with their libraries, where they are still known, and what tells the causes apart."""

    old: Run
    new: Run
    old_library: Library | None
    new_library: Library | None
    changes: LibraryChanges | None
    judge: Callable[[], Judge]

    def library(self) -> Library:
        """Return the newer run's library, or today's."""
        return self.new_library or self.judge().tools.library


def diff_runs(store: Store, old: int, new: int, *, judge: Callable[[], Judge]) -> RunDifference:
    """Hold run `new` against run `old`; `judge` is called where causes must be told apart.

    Raises UsageError where there is no such run.
    """
    runs = _runs(store, old, new, judge)
    before, after = store.review_ids(old), store.review_ids(new)
    both = before.keys() & after.keys()
    moved = sorted(name for name in both if before[name] != after[name])
    found: list[SupplierDifference] = []
    for names in pieces_of(moved, AT_ONCE):
        pairs = zip(store.reviews(old, list(names)), store.reviews(new, list(names)), strict=True)
        found += [_difference(runs, was, now) for was, now in pairs]
    return RunDifference(
        old=runs.old,
        new=runs.new,
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        same=len(both) - len(moved),
        suppliers=tuple(found),
        changes=runs.changes,
    )


def _runs(store: Store, old: int, new: int, judge: Callable[[], Judge]) -> _Runs:
    first, second = store.run(old), store.run(new)
    was, now = store.library(first.edition), store.library(second.edition)
    changes = changes_between(was, now) if was and now else None
    return _Runs(first, second, was, now, changes, judge)


def _difference(runs: _Runs, old: SupplierReview, new: SupplierReview) -> SupplierDifference:
    papers = papers_moved(old, new)
    changed = tuple(_changed(runs, old, new, papers))
    before, after = Side(old, runs.old_library), Side(new, runs.library())
    why = Why(runs.changes, in_sentences(papers))
    whole = flips_between(before, after, (Step(changed, after),), why)
    if whole and len(changed) > 1:
        whole = flips_between(before, after, _steps(runs, old, after, changed), why)
    return SupplierDifference(
        move=SupplierMove(new.supplier, covered(old), covered(new), whole),
        papers=papers,
        changed=changed,
        other=other_words(old, new, whole),
    )


def _changed(
    runs: _Runs, old: SupplierReview, new: SupplierReview, papers: tuple[PaperMove, ...]
) -> Iterator[Cause]:
    """Yield what is not the same on both sides."""
    a, b = runs.old, runs.new
    if papers:
        yield Cause.PAPER
    manner = (a.edition.reading, a.build.reading) != (b.edition.reading, b.build.reading)
    if manner or read_otherwise(old, new):
        yield Cause.READING
    if a.edition.classifier != b.edition.classifier:
        yield Cause.CLASSIFIER
    if a.build.program != b.build.program:
        yield Cause.PROGRAM
    if a.edition.library != b.edition.library:
        yield Cause.LIBRARY


def _steps(runs: _Runs, old: SupplierReview, end: Side, changed: tuple[Cause, ...]) -> tuple[Step, ...]:
    """Return the way from the older judgement to the newer in as many steps as can be judged."""
    try:
        return tuple(_way(runs, old, end, changed))
    except NotKeptError:
        return (Step(changed, end),)


def _way(runs: _Runs, old: SupplierReview, end: Side, changed: tuple[Cause, ...]) -> Iterator[Step]:
    judge = runs.judge()
    now, then = judge.as_in(runs.new), judge.as_in(runs.old)
    if now is None or not same_program(runs.new, judge.tools):
        raise NotKeptError
    program = tuple(c for c in changed if c in PROGRAM)
    papers = tuple(c for c in changed if c in PAPERS)
    library = Cause.LIBRARY in changed
    if program and library:
        if then is None:
            raise NotKeptError
        yield Step(program, Side(judge.judged(old, runs.old, then), then.library))
    rest = (Cause.LIBRARY,) if library else program
    if not papers:
        yield Step(rest, end)
        return
    if rest:
        yield Step(rest, Side(judge.judged(old, runs.old, now), now.library))
    yield Step(papers, end)
