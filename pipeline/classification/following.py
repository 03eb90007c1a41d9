"""Sub-points that follow from what is said, though nothing names them.

Data used "for no other purpose" is neither sold nor learned from, and where it "shall not leave the country
without Customer's prior consent" the exceptions are narrow. No classifier learns that from words: a
lawyer names the words in the clause library.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Library
from pipeline.language import sentence_texts
from pipeline.library.cues import CueIndex, index_following

SPEAKS_FROM = 0.1  # probability of a passage; under it its words are hardly on the requirement
FOLLOWS = 0.9  # probability of a sub-point that follows, given that the passage bears on the requirement
# "Provider may move data without Customer's consent" allows what the same words forbid after a "not".
_FORBIDS = re.compile(
    r"(?:\b(?:not|cannot|never|no|nor|neither|none|nobody|nothing|nowhere|only)\b|n['’]t\b).*\b(?:without|unless|except|prior|than|terminat)",
    re.IGNORECASE | re.DOTALL,
)


def with_what_follows(passages: Iterable[Passage], library: Library) -> Iterator[Passage]:
    """Yield the passages, each meeting the sub-points that follow from its words; adverse words meet none."""
    at_once, forbidden = index_following(library), index_following(library, forbidden=True)
    followed = {name.rpartition(".")[0] for name in at_once.labels | forbidden.labels}
    for passage in passages:
        speaks = passage.probability >= SPEAKS_FROM and passage.stance is not Stance.ADVERSE
        if speaks and passage.requirement in followed:
            yield _followed(passage, _points(passage.quote, at_once, forbidden))
        else:
            yield passage


def _points(quote: str, at_once: CueIndex, forbidden: CueIndex) -> frozenset[str]:
    """Return the ids of the sub-points that follow from words."""
    forbidding = (text for text in sentence_texts(quote) if _FORBIDS.search(text))
    return at_once.find(quote).union(*map(forbidden.find, forbidding))


def _followed(passage: Passage, points: Iterable[str]) -> Passage:
    found = (name.rpartition(".") for name in points)
    numbers = [int(number) for requirement, _, number in found if requirement == passage.requirement]
    more = {n: max(FOLLOWS, passage.subpoints.get(n, 0.0)) for n in numbers}
    return replace(passage, subpoints={**passage.subpoints, **more}) if more else passage
