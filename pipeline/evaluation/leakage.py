"""The leakage audit: how much of one text's words, in runs of thirteen, stands in another.

What is learned from should hold nothing of what is measured on. Pairs share boilerplate (statutory
words, standard clauses): it is the share that tells a twin.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import UsageError
from pipeline.evaluation.corpus import DEV, TRAIN, key_of, load_corpus
from pipeline.evaluation.matching import words_of

RUN = 13  # words
LISTED_FROM = 0.05  # of a text's runs
MIXER, STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1342543DE82EF95)  # odd, so that no bit is lost
LABELLED = "labelled_dpas.csv"

Runs = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one document, and whose it is."""

    name: str
    supplier: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two documents that share runs of words; `share` is of the first one's runs."""

    first: str
    second: str
    runs: int
    share: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Two parts of a corpus: pairs that overlap, most first, and of each text the share found anywhere."""

    title: str
    pairs: tuple[Overlap, ...]
    anywhere: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Return the mean share of a text's runs that stands anywhere in the other part."""
        return sum(self.anywhere.values()) / len(self.anywhere) if self.anywhere else 0.0


@dataclass(frozen=True, slots=True)
class Leakage:
    """What was compared, and in a sentence each what could not be."""

    compared: tuple[Compared, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A text, the number of its runs, and those of them that the other side has too."""

    text: Text
    length: int
    common: Runs

    def share(self, runs: int) -> float:
        return runs / self.length if self.length else 0.0


def audit(corpus: Path) -> Leakage:
    """Compare dev with train, both with the labelled agreements, and train with itself between suppliers."""
    parts = {name: _annotated_texts(corpus / name) for name in (TRAIN, DEV)}
    parts[LABELLED] = _labelled_texts(corpus / LABELLED)
    if not any(parts.values()):
        raise UsageError(
            f"{corpus} holds neither {TRAIN}, {DEV} nor {LABELLED}: there is nothing to compare."
        )
    runs = _runs_in(parts)
    pairs = ((DEV, TRAIN), (DEV, LABELLED), (TRAIN, LABELLED))
    found = [_between(a, b, parts, runs) for a, b in pairs if parts[a] and parts[b]]
    if parts[TRAIN]:
        found.append(_within(TRAIN, parts[TRAIN], runs[TRAIN]))
    skipped = [f"Skipped: {corpus} holds no {name} to compare with." for name in parts if not parts[name]]
    return Leakage(tuple(found), tuple(skipped))


def _between(
    first: str, second: str, parts: Mapping[str, Sequence[Text]], runs: Mapping[str, Sequence[Runs]]
) -> Compared:
    common = np.intersect1d(_all(runs[first]), _all(runs[second]), assume_unique=True)
    here, there = (_compared(parts[p], runs[p], common) for p in (first, second))
    pairs = [_overlap(a, b) for a in here for b in there]
    anywhere = {h.text.name: h.share(len(h.common)) for h in here}
    return Compared(f"{first} in {second}", _listed(pairs), anywhere)


def _within(part: str, texts: Sequence[Text], runs: Sequence[Runs]) -> Compared:
    """Compare texts of different suppliers, which may come into different folds."""
    values, times = np.unique(np.concatenate(runs), return_counts=True)
    by_length = sorted(_compared(texts, runs, values[times > 1]), key=lambda c: c.length)
    pairs = [_overlap(a, b) for a, b in combinations(by_length, 2) if a.text.supplier != b.text.supplier]
    return Compared(f"{part} in {part}, between suppliers", _listed(pairs), {})


def _compared(texts: Sequence[Text], runs: Sequence[Runs], common: Runs) -> list[_Side]:
    return [
        _Side(text, len(own), np.intersect1d(own, common, assume_unique=True))
        for text, own in zip(texts, runs, strict=True)
    ]


def _overlap(a: _Side, b: _Side) -> Overlap:
    runs = len(np.intersect1d(a.common, b.common, assume_unique=True))
    return Overlap(a.text.name, b.text.name, runs, a.share(runs))


def _all(runs: Sequence[Runs]) -> Runs:
    return np.unique(np.concatenate(runs))


def _listed(pairs: Iterable[Overlap]) -> tuple[Overlap, ...]:
    found = [p for p in pairs if p.share >= LISTED_FROM]
    return tuple(sorted(found, key=lambda p: (-p.share, p.first, p.second)))


def _runs_in(parts: Mapping[str, Sequence[Text]]) -> Mapping[str, Sequence[Runs]]:
    """Return the digests of each text's runs of words, each once, sorted; equal runs have equal digests."""
    numbers: dict[str, int] = {}
    return {
        part: [_runs([numbers.setdefault(w, len(numbers) + 1) for w in t.words]) for t in texts]
        for part, texts in parts.items()
    }


def _runs(words: Sequence[int]) -> Runs:
    mixed = np.array(words, dtype=np.uint64) * MIXER
    length = len(mixed) - RUN + 1
    found = np.zeros(max(length, 0), dtype=np.uint64)
    for at in range(RUN) if length > 0 else ():
        found = found * STEP + (mixed[at : at + length] ^ (mixed[at : at + length] >> np.uint64(29)))
    return np.unique(found)


def _annotated_texts(folder: Path) -> tuple[Text, ...]:
    if not folder.is_dir():
        return ()
    return tuple(
        Text(g.doc_id, key_of(g.supplier), tuple(words_of("\n".join(g.paragraphs))))
        for g in load_corpus(folder)
    )


def _labelled_texts(path: Path) -> tuple[Text, ...]:
    """Return the labelled agreements, a row a sentence: columns DPA and Sentence."""
    if not path.is_file():
        return ()
    found: dict[str, list[str]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["DPA"]] += words_of(row["Sentence"])
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError) as error:
        raise UsageError(f"{path} can't be read as a table with the columns DPA and Sentence.") from error
    return tuple(Text(name, key_of(name), tuple(words)) for name, words in found.items())
