"""Every way of scoring the sentences, made when first asked for and kept in a folder."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.dpas import texts, ways
from benchmarks.dpas.own_heads import own_scores
from pipeline.classification.words import load_words
from pipeline.evaluation.dpas.labelled import Bools, LabelledDpa
from pipeline.evaluation.dpas.train_scores import (
    FOLDS,
    Features,
    Held,
    Scorer,
    Tabled,
    by_heads,
    by_nearest,
    dealt,
    held_out,
    table_of,
)
from pipeline.library import load_library
from pipeline.library.cues import index_cues
from pipeline.resources import words_folder

Make = Callable[[], Sequence[Held]]

WAYS = (
    "SVM on words",
    "heads on words",
    "heads on letters",
    "heads",
    "heads with neighbours",
    "heads with our own sentences",
    "heads without doubtful",
    "multi-instance heads",
    "nearest",
    "heads of our requirements",
)
WITH_VECTORS = "heads on sentence vectors"


class Scores:
    """The scores of one corpus's sentences by each way, kept in `work`; `seed` deals the folds."""

    def __init__(self, dpas: Sequence[LabelledDpa], corpus: Path, *, work: Path, seed: int) -> None:
        self.dpas, self.corpus, self.work, self.seed = dpas, corpus, work, seed
        self.library, self.words = load_library(), load_words(words_folder())
        self.cues = index_cues(self.library)

    def of(self, name: str, *, vectors: Path | None = None) -> Sequence[Held]:
        path = self.work / f"{name.replace(' ', '-')}-{self.seed}.npz"
        if not path.is_file():
            start = time.perf_counter()
            _keep(path, self._makers(vectors)[name]())
            print(f"  ({name}: {time.perf_counter() - start:.0f} s)", flush=True)
        with np.load(path, allow_pickle=False) as kept:
            return [
                Held(*(kept[f"{part}{n}"] for part in ("learn", "held", "scores")))
                for n in range(len(kept.files) // 3)
            ]

    @cached_property
    def _sentences(self) -> list[str]:
        return texts.all_sentences(self.dpas)

    @cached_property
    def _own(self) -> Features:
        return texts.as_classified(self._sentences, self.cues)

    def _makers(self, vectors: Path | None) -> dict[str, Make]:
        made: dict[str, Make] = {
            "SVM on words": lambda: self._way(self._plain(), ways.by_svm),
            "heads on words": lambda: self._way(self._plain(), by_heads),
            "heads on letters": lambda: self._way(texts.letters(self._sentences), by_heads),
            "heads": lambda: self._way(self._table(), by_heads),
            "heads with neighbours": lambda: self._way(self._near(), by_heads),
            "heads with our own sentences": self._with_own_sentences,
            "heads without doubtful": lambda: self._way(self._table(), ways.without_doubtful),
            "multi-instance heads": lambda: self._way(self._table(), ways.by_witnesses),
            "nearest": lambda: self._way(self._table(), by_nearest),
            "heads of our requirements": self._of_our_requirements,
        }
        if vectors:
            made[WITH_VECTORS] = lambda: self._way(texts.vectors(vectors), by_heads)
        return made

    def _plain(self) -> Tabled:
        return table_of(texts.plain(self._sentences))

    def _table(self) -> Tabled:
        return table_of(self._own, self.words)

    def _near(self) -> Tabled:
        return table_of(texts.with_neighbours(self._own, self.dpas), self.words)

    def _with_own_sentences(self) -> Sequence[Held]:
        extra, labels = texts.own_sentences(self.library)
        tabled = table_of([*self._own, *texts.as_classified(extra, self.cues)], self.words)
        return self._way(tabled, by_heads, more=labels)

    def _of_our_requirements(self) -> Sequence[Held]:
        """Scores that are learned from none of these agreements, dealt to the folds."""
        scores = own_scores(
            self.corpus / "train", self._own, self.library, self.cues, self.words, twins=self.dpas
        )
        fold = dealt(self.dpas, seed=self.seed)
        return [Held(np.flatnonzero(fold != n), np.flatnonzero(fold == n), scores) for n in range(FOLDS)]

    def _way(self, tabled: Tabled, scorer: Scorer, *, more: Bools | None = None) -> Sequence[Held]:
        return list(held_out(self.dpas, tabled, scorer, more=more, seed=self.seed))


def _keep(path: Path, made: Sequence[Held]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = ("learn", "held", "scores")
    arrays = {f"{part}{n}": getattr(h, part) for n, h in enumerate(made) for part in parts}
    np.savez_compressed(path, **arrays)
