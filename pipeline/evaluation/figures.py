"""The figures of one evaluation: over all, the core, and by family, kind of document and requirement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classification.verdict import SCALE
from pipeline.domain.requirements import Library
from pipeline.errors import UsageError
from pipeline.evaluation.counts import Counts, counts_of
from pipeline.evaluation.decisions import Measured
from pipeline.evaluation.intervals import Rows, with_intervals
from pipeline.evaluation.measure import is_core

LEAST_CONFUSED = 3  # mistakes of one sort that are worth naming


@dataclass(frozen=True, slots=True)
class Group:
    """The figures over some of the decisions; `counts` are their sums."""

    id: str
    title: str
    agreements: int
    decisions: int
    rows: Rows
    counts: Counts


@dataclass(frozen=True, slots=True)
class Confused:
    """The commonest mistake about a requirement: what the annotator says, what we say, how often."""

    gold: str
    given: str
    times: int


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """The figures of classifiers that learned from so many agreements (on average over the folds)."""

    agreements: int
    group: Group


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures; `way` says in words how the agreements were held out."""

    way: str
    whole: Group
    core: Group
    families: tuple[Group, ...]
    kinds: tuple[Group, ...]
    requirements: tuple[Group, ...]
    learning_curve: tuple[LearnedFrom, ...] = ()

    @property
    def agreements(self) -> int:
        """Return over how many agreements it was measured."""
        return self.whole.agreements

    def hardest(self) -> tuple[Group, ...]:
        """Return the requirements that were decided on, those most often wrong first."""
        decided = [g for g in self.requirements if g.decisions]
        return tuple(sorted(decided, key=lambda g: g.rows["status"]["accuracy"].value))


def evaluation_of(
    agreements: Sequence[Measured],
    library: Library,
    *,
    way: str,
    learning_curve: Iterable[LearnedFrom] = (),
) -> Evaluation:
    """Work out all figures of the measured agreements; raises UsageError where there are none."""
    if not agreements:
        raise UsageError("No agreement holds a status for each requirement: nothing can be measured.")
    kinds = sorted({a.kind for a in agreements})
    core = [f for f in library.families if any(is_core(r.id) for r in f.requirements)]
    return Evaluation(
        way=way,
        whole=group_of(agreements),
        core=_group(
            agreements,
            id="core",
            title="core families",
            requirements={r.id for f in core for r in f.requirements},
            families={f.id for f in core},
        ),
        families=tuple(
            _group(
                agreements,
                id=f.id,
                title=f.title,
                requirements={r.id for r in f.requirements},
                families={f.id},
            )
            for f in library.families
        ),
        kinds=tuple(group_of([a for a in agreements if a.kind == k], id=k, title=k) for k in kinds),
        requirements=tuple(
            _group(agreements, id=r.id, title=r.title, requirements={r.id}, families=set())
            for r in library.requirements
        ),
        learning_curve=tuple(learning_curve),
    )


def group_of(agreements: Sequence[Measured], *, id: str = "all", title: str = "all requirements") -> Group:
    """Return the figures over all decisions of the agreements."""
    return _made(id, title, counts_of(agreements))


def families_of(library: Library) -> Mapping[str, str]:
    """Return the family of each requirement."""
    return {r.id: f.id for f in library.families for r in f.requirements}


def commonest_mistake(group: Group) -> Confused | None:
    """Return the commonest mistake, or None where none was made as often as LEAST_CONFUSED."""
    wrong = group.counts.statuses.copy()
    np.fill_diagonal(wrong, 0)
    gold, given = np.unravel_index(int(wrong.argmax()), wrong.shape)
    if wrong[gold, given] < LEAST_CONFUSED:
        return None
    return Confused(SCALE[gold], (*SCALE, "not_assessable")[given], int(wrong[gold, given]))


def _group(
    agreements: Sequence[Measured], *, id: str, title: str, requirements: set[str], families: set[str]
) -> Group:
    counts = counts_of(agreements, only=requirements.__contains__, families=families.__contains__)
    return _made(id, title, counts)


def _made(id: str, title: str, counts: Counts) -> Group:
    total = counts.total()
    return Group(id, title, len(counts.unfound), int(total.statuses.sum()), with_intervals(counts), total)
