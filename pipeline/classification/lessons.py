"""What the sentence encoder learns from."""

from dataclasses import dataclass

from pipeline.classification.train import Label


@dataclass(frozen=True, slots=True)
class Lesson:
    """A clause, or a text of our own, to learn from.

    `sentences[i]` are the labels of `said[i]`; they are None where only the whole is labelled. `known`
    names the requirements of which is known whether it bears on them, None for all. `group` is the
    supplier, "" for our own.
    """

    heading: str
    said: tuple[str, ...]
    labels: tuple[Label, ...]
    sentences: tuple[tuple[Label, ...], ...] | None
    group: str
    known: frozenset[str] | None = None
