"""Sentence encoders for training: one that ships, and for every supplier one that never saw its texts.

What judges by an encoder's word must learn from words about texts that were new to it.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.classification.encoder import Encoder
from pipeline.classification.encoder_store import load_encoder
from pipeline.classification.lessons import Lesson
from pipeline.domain.requirements import Library
from pipeline.errors import UsageError
from pipeline.evaluation.folds import folds_of
from pipeline.resources import ENCODER

PARTS, SEED = 3, 5  # of the suppliers; how they are dealt
DEALT, ALL = "dealt.json", "all"


@dataclass(frozen=True, slots=True)
class Encoders:
    """The encoder learned from all texts, those that each left a part out, and the part of each supplier."""

    whole: Encoder
    parts: tuple[Encoder, ...]
    dealt: Mapping[str, int]

    def new_to(self, supplier: str) -> Encoder:
        """Return an encoder that never saw a text of the supplier."""
        return self.parts[self.dealt[supplier]] if supplier in self.dealt else self.whole


def teach_encoders(
    lessons: Sequence[Lesson], library: Library, *, base: Path, folder: Path, say: Callable[[str], None]
) -> Encoders:
    """Learn the encoders from a transformers model in folder `base`, each into a part of `folder`.

    Those that are there are taken over. Raises UsageError where torch or transformers is missing.
    """
    dealt = folds_of({one.group for one in lessons} - {""}, folds=PARTS, seed=SEED)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DEALT).write_text(json.dumps(dealt, indent=0), encoding="utf-8")
    for name, rest in _tasks(lessons, dealt):
        if (folder / name).is_dir():
            say(f"The encoder kept in {folder / name} is taken over")
            continue
        say(f"Learning an encoder from {len(rest)} texts into {folder / name}")
        _train(rest, library, base, folder / name)
    return load_encoders(folder)


def load_encoders(folder: Path) -> Encoders:
    """Load the encoders that `teach_encoders` left; raises UsageError where there are none."""
    try:
        dealt = json.loads((folder / DEALT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"There are no encoders in {folder}: "
            "`clausegap train CORPUS --base MODEL --encoders DIR` makes them."
        ) from error
    parts = tuple(load_encoder(folder / str(n)) for n in range(PARTS))
    return Encoders(load_encoder(folder / ALL), parts, dealt)


def ship_encoder(folder: Path, classifier: Path) -> None:
    """Copy the whole encoder of those kept in `folder` beside the folder of a classifier."""
    shutil.copytree(folder / ALL, classifier.parent / ENCODER, dirs_exist_ok=True)


def _tasks(lessons: Sequence[Lesson], dealt: Mapping[str, int]) -> Iterator[tuple[str, list[Lesson]]]:
    for part in range(PARTS):
        yield str(part), [one for one in lessons if dealt.get(one.group) != part]
    yield ALL, list(lessons)


def _train(lessons: Sequence[Lesson], library: Library, base: Path, out: Path) -> None:
    try:
        from pipeline.classification.train_encoder import train_encoder  # noqa: PLC0415 - it takes torch
    except ImportError as error:
        raise UsageError(
            "Learning a sentence encoder takes torch and transformers: `pip install torch transformers`."
        ) from error
    train_encoder(lessons, library.requirements, base=base, out=out)
