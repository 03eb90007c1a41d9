"""Sub-points that follow from what is said, though nothing names them.

Data used "for no other purpose" is neither sold nor learned from, and where it leaves a country "only with
Customer's prior written consent" the exceptions are narrow. No classifier learns that from words: a
lawyer names the words in the clause library.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Library
from pipeline.library.cues import CueIndex, index_following

LEAST_PROBABILITY = 0.1  # under it nothing of a passage is cited
FOLLOWS = 0.9  # probability of a sub-point that follows, given that the passage bears on the requirement


def with_what_follows(passages: Iterable[Passage], library: Library) -> Iterator[Passage]:
    """Yield the passages, each meeting the sub-points that follow from its words; adverse words meet none."""
    index = index_following(library)
    followed = {name.rpartition(".")[0] for name in index.labels}
    for passage in passages:
        speaks = passage.probability >= LEAST_PROBABILITY and passage.stance is not Stance.ADVERSE
        yield _followed(passage, index) if speaks and passage.requirement in followed else passage


def _followed(passage: Passage, index: CueIndex) -> Passage:
    found = (name.rpartition(".") for name in index.find(passage.quote))
    numbers = [int(number) for requirement, _, number in found if requirement == passage.requirement]
    more = {n: max(FOLLOWS, passage.subpoints.get(n, 0.0)) for n in numbers}
    return replace(passage, subpoints={**passage.subpoints, **more}) if more else passage
