"""Folds of an annotated corpus: all texts of a supplier are learned from, or held out, together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.errors import UsageError
from pipeline.evaluation.corpus import Annotated, of_groups
from pipeline.reports.words import count

SEED = 0


@dataclass(frozen=True, slots=True)
class Fold:
    """The agreements held out, and all that may be learned from meanwhile."""

    number: int
    held: tuple[Annotated, ...]
    rest: tuple[Annotated, ...]

    @property
    def agreements(self) -> int:
        """Return how many whole agreements are learned from."""
        return sum(g.status is not None for g in self.rest)


def folds_in(gold: Sequence[Annotated], folds: int) -> tuple[Fold, ...]:
    """Deal the suppliers of whole agreements to folds at random; the same corpus gives the same folds."""
    suppliers = {g.groups[0] for g in gold if g.status is not None}
    if len(suppliers) < folds:
        raise UsageError(
            f"There are agreements of {count(len(suppliers), 'supplier')}: too few for {folds} folds; "
            "name fewer with --folds."
        )
    dealt = folds_of(suppliers, folds=folds)
    return tuple(_fold(gold, dealt, number) for number in range(folds))


def thinned(fold: Fold, agreements: int) -> Fold:
    """Leave so many agreements to learn from, and the same share of the excerpts.

    Suppliers are drawn at random in an order of their own, so that a larger part holds the smaller ones.
    """
    names = sorted({group for g in fold.rest for group in g.groups})
    order = [names[n] for n in np.random.default_rng(SEED).permutation(len(names))]
    whole = [g.groups[0] for g in fold.rest if g.status is not None]
    kept, number = 0, 0
    while number < agreements and kept < len(order):
        number += whole.count(order[kept])
        kept += 1
    chosen = set(order[:kept])
    return Fold(fold.number, fold.held, tuple(of_groups(fold.rest, chosen.__contains__)))


def folds_of(suppliers: Iterable[str], *, folds: int, seed: int = SEED) -> Mapping[str, int]:
    """Deal suppliers to folds at random; the same suppliers give the same folds."""
    names = sorted(set(suppliers))
    order = np.random.default_rng(seed).permutation(len(names))
    return {name: int(order[n] % folds) for n, name in enumerate(names)}


def _fold(gold: Sequence[Annotated], dealt: Mapping[str, int], number: int) -> Fold:
    held = tuple(g for g in gold if g.status is not None and dealt[g.groups[0]] == number)
    return Fold(number, held, tuple(of_groups(gold, lambda group: dealt.get(group) != number)))
