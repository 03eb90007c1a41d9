"""What judging an agreement set rests on beside its readings; kept, it need not be found again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.elsewhere import Elsewhere


@dataclass(frozen=True, slots=True)
class Answered:
    """What the other documents of a set answer in one of them, by position in it, from 0.

    `references` are papers it relies on that are supplied, `placeholders` empty exhibits that are papers
    of their own.
    """

    references: tuple[int, ...] = ()
    placeholders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What was found over a set before any requirement is judged.

    `elsewhere` is who prevails, what was amended, what limits what; `answered` stands for each document
    in order. `weighed` are the values, by requirement, that its limits could be held against: where no
    limit parts any of them otherwise, the finding stays what it is.
    """

    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    answered: tuple[Answered, ...] = ()
    weighed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
