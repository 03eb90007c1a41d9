"""Which clause of the new version is which of the old: though renumbered, moved, split or reworded."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.domain.agreement import Clause
from pipeline.redline.compare.wording import Wordings

ALIKE = 0.5  # share of words in common from which a clause is another's new wording
ALIKE_IN_PLACE = 0.15  # where it bears the same number under the same heading
SAME_PLACE = 0.1  # what number and heading together add to the share
LONG = 20  # letters from which a clause that moved is worth a line; shorter ones recur


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of positions in the old and the new clauses.

    `same` have the same words, `reworded` much in common; `moved` is the part of `same` that stands
    in another order; what is in neither is removed or added. Clauses in `relaid` hold the same words
    as their neighbours together in the other version: only paragraphs were joined or split.
    """

    same: tuple[tuple[int, int], ...]
    reworded: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def align(old: Wordings, new: Wordings) -> Alignment:
    """Pair the clauses of two versions."""
    same = _same(old.keys, new.keys)
    left = [n for n in range(len(old.keys)) if n not in {i for i, _ in same}]
    right = [n for n in range(len(new.keys)) if n not in {j for _, j in same}]
    relaid_old, relaid_new = _relaid(old, new, same, left, right)
    left = [n for n in left if n not in relaid_old]
    right = [n for n in right if n not in relaid_new]
    reworded = _reworded(old, new, left, right)
    bound_old, bound_new = {i for i, _ in reworded}, {j for _, j in reworded}
    in_order = _longest_rising(same)
    shifted = [pair for pair in same if pair not in in_order]
    return Alignment(
        same=tuple(same),
        reworded=tuple(sorted(reworded, key=lambda pair: pair[1])),
        moved=tuple(pair for pair in shifted if len(old.keys[pair[0]]) > LONG),
        removed=tuple(n for n in left if n not in bound_old and old.keys[n]),
        added=tuple(n for n in right if n not in bound_new and new.keys[n]),
    )


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal keys, the first with the first, in the order of the old version."""
    places: dict[str, list[int]] = defaultdict(list)
    for n in reversed(range(len(new))):
        places[new[n]].append(n)
    return [(n, places[key].pop()) for n, key in enumerate(old) if key and places.get(key)]


def _relaid(
    old: Wordings, new: Wordings, same: Sequence[tuple[int, int]], left: list[int], right: list[int]
) -> tuple[set[int], set[int]]:
    """Return the positions of clauses that only were joined or split between two fixed neighbours."""
    found_old: set[int] = set()
    found_new: set[int] = set()
    fixed = [(-1, -1), *sorted(_longest_rising(same)), (len(old.keys), len(new.keys))]
    loose_old, loose_new = set(left), set(right)
    for (i, j), (k, m) in pairwise(fixed):
        before = [n for n in range(i + 1, k) if n in loose_old]
        after = [n for n in range(j + 1, m) if n in loose_new]
        words = "".join(old.keys[n] for n in before)
        if before and words == "".join(new.keys[n] for n in after):
            found_old.update(before)
            found_new.update(after)
    return found_old, found_new


def _reworded(
    old: Wordings, new: Wordings, left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair what has most words in common, best first; what has the same number or heading counts more."""
    found = sorted(_likeness(old, new, left, right), key=lambda row: (-row[0], row[1], row[2]))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for _, i, j in found:
        if i not in taken_old and j not in taken_new:
            pairs.append((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return pairs


def _likeness(
    old: Wordings, new: Wordings, left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    words_new = {j: Counter(new.clauses[j].text.casefold().split()) for j in right}
    holders: dict[str, list[int]] = defaultdict(list)
    for j, counted in words_new.items():
        for word in counted:
            holders[word].append(j)
    for i in left:
        counted = Counter(old.clauses[i].text.casefold().split())
        shared: Counter[int] = Counter()
        for word, times in counted.items():
            for j in holders.get(word, ()):
                shared[j] += min(times, words_new[j][word])
        for j, common in shared.items():
            share = 2 * common / (counted.total() + words_new[j].total())
            kinship = _kinship(old.clauses[i], new.clauses[j])
            if share >= (ALIKE_IN_PLACE if kinship == SAME_PLACE else ALIKE):
                yield share + kinship, i, j


def _kinship(old: Clause, new: Clause) -> float:
    """Return how much place speaks for two clauses being one."""
    same_number = bool(old.path) and old.path == new.path
    return SAME_PLACE / 2 * (same_number + (bool(old.heading) and old.heading == new.heading))


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the most pairs that stand in the same order in both versions."""
    tails: list[int] = []
    last: list[int] = []  # index of the pair that ends the best run of each length
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(last[at - 1] if at else -1)
        tails[at:], last[at:] = (
            ([j], [n]) if at == len(tails) else ([j, *tails[at + 1 :]], [n, *last[at + 1 :]])
        )
    found = set()
    n = last[-1] if last else -1
    while n >= 0:
        found.add(pairs[n])
        n = before[n]
    return found
