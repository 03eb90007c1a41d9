"""What another library would say of a finished run, before it is adopted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.domain.groundwork import Groundwork
from pipeline.domain.portfolio import Run, RunKind, SupplierReview
from pipeline.domain.what_if import Cause, NotJudged, SupplierMove, WhatIf
from pipeline.reassess.flips import Side, Step, Why, flips_between
from pipeline.reassess.judge import Judge, NotKeptError, covered, pieces_of, same_program
from pipeline.store.builds import build

AT_ONCE = 20  # suppliers in one piece of work


@dataclass(frozen=True, slots=True)
class Task:
    """Suppliers of a run to judge anew; `whole` asks for all that is said of them, to be stored."""

    run: int
    suppliers: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A supplier judged anew; `move` is None where it could not be, `review` where it was not asked for."""

    supplier: str
    move: SupplierMove | None
    reason: str = ""
    review: SupplierReview | None = None


Spread = Callable[[Iterable[Task]], Iterable[tuple[Judged, ...]]]


def reassess(
    judge: Judge, *, run: int | None = None, spread: Spread | None = None, whole: bool = False
) -> tuple[WhatIf, tuple[SupplierReview, ...]]:
    """Judge a run (the last finished one, unless said) anew under the judge's library.

    `spread` has the pieces of work done elsewhere and returns what `judge_again` returned for each.
    Returned are the outcome and, with `whole`, all that was said. Raises UsageError where there is no
    such run.
    """
    of = judge.store.run(run)
    names = sorted(judge.store.review_ids(of.id))
    tasks = [Task(of.id, piece, whole) for piece in pieces_of(names, AT_ONCE)]
    answers = spread(tasks) if spread else (judge_again(judge, task) for task in tasks)
    found = [judged for piece in answers for judged in piece]
    return WhatIf(
        run=of,
        edition=judge.tools.edition,
        changes=judge.changes(of),
        suppliers=tuple(j.move for j in found if j.move),
        not_judged=tuple(NotJudged(j.supplier, j.reason) for j in found if not j.move),
    ), tuple(j.review for j in found if j.review)


def judge_again(judge: Judge, task: Task) -> tuple[Judged, ...]:
    """Judge the suppliers of a task; one whose documents are not kept is told, not raised."""
    run = judge.store.run(task.run)
    ground = judge.store.groundwork(run.id, task.suppliers)
    return tuple(
        _judged(judge, run, review, ground.get(review.supplier), whole=task.whole)
        for review in judge.store.reviews(run.id, list(task.suppliers))
    )


def keep_what_if(
    judge: Judge, what_if: WhatIf, reviews: Iterable[SupplierReview], *, playbook: str = ""
) -> int:
    """Store the outcome as a run of its own and return its number; raises StoreBusy."""
    store, of = judge.store, what_if.run
    said = {review.supplier: review for review in reviews}
    sets = {name: digest for name, digest in store.sets(of.id).items() if name in said}
    with store.lock() as lease:
        run = store.begin_run(
            lease=lease,
            source=of.source,
            edition=judge.tools.edition,
            library=judge.tools.library,
            planned=sets,
            kind=RunKind.REASSESS,
            playbook=playbook,
        )
        for name, digest in sets.items():
            store.record_said(run, said[name], set_sha256=digest, lasting=False)
        store.record_failures(run, *store.run_failures(of.id))
        store.finish_run(run)
    return run.id


def _judged(judge: Judge, run: Run, old: SupplierReview, ground: Groundwork | None, *, whole: bool) -> Judged:
    try:
        new = judge.judged(old, run, judge.tools, ground=ground)
        steps = _steps(judge, run, old, new)
    except NotKeptError as missing:
        return Judged(
            old.supplier, None, f"What was read of {missing} is not kept any more: run the batch again."
        )
    earlier = judge.as_in(run)
    before = Side(old, earlier.library if earlier else None)
    flips = flips_between(before, Side(new, judge.tools.library), steps, Why(judge.changes(run)))
    move = SupplierMove(old.supplier, covered(old), covered(new), flips)
    return Judged(old.supplier, move, review=new if whole else None)


def _steps(judge: Judge, run: Run, old: SupplierReview, new: SupplierReview) -> tuple[Step, ...]:
    """Return the way to the new judgement: first what the program and classifier moved, then the library."""
    end = Side(new, judge.tools.library)
    if same_program(run, judge.tools):
        return (Step((Cause.LIBRARY,), end),)
    moved = program_causes(run, judge)
    earlier = judge.as_in(run)
    if earlier is None:
        return (Step((*moved, Cause.LIBRARY), end),)
    if earlier is judge.tools:
        return (Step(moved, end),)
    between = Side(judge.judged(old, run, earlier), earlier.library)
    return (Step(moved, between), Step((Cause.LIBRARY,), end))


def program_causes(run: Run, judge: Judge) -> tuple[Cause, ...]:
    """Return which of classifier and program are not those of the run."""
    other = {
        Cause.CLASSIFIER: run.edition.classifier != judge.tools.edition.classifier,
        Cause.PROGRAM: run.build.program != build().program,
    }
    return tuple(cause for cause, differs in other.items() if differs)
