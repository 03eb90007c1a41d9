"""Data processing agreements whose sentences researchers labelled R1 to R46: `labelled_dpas.csv`.

One row a sentence: the agreement's name, the sentence, up to three labels. Sentences were dropped, and a
fourth label has no column, so that what carries no label may still have deserved one.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import UsageError

# What Article 28(3) GDPR asks of every such agreement; R14 is left out, as in the published figures.
MANDATORY = tuple(f"R{n}" for n in range(10, 30) if n != 14)
COLUMNS = ("Requirement-1", "Requirement-2", "Requirement-3")
NO_LABEL = frozenset({"", "other"})

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with the labels it carries."""

    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelledDpa:
    """One agreement, its sentences in order."""

    name: str
    sentences: tuple[LabelledSentence, ...]

    @property
    def satisfied(self) -> frozenset[str]:
        """Return the labels that at least one sentence carries."""
        return frozenset().union(*(s.labels for s in self.sentences))


def load_dpas(path: Path) -> tuple[LabelledDpa, ...]:
    """Load the agreements in the order of the file; raises UsageError naming the file and what is missing."""
    found: dict[str, list[LabelledSentence]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = [c for c in ("DPA", "Sentence", *COLUMNS) if c not in (rows.fieldnames or ())]
            if missing:
                raise UsageError(f"{path.name} has no column {missing[0]}: it holds no labelled agreements.")
            for row in rows:
                labels = frozenset(row[c] or "" for c in COLUMNS) - NO_LABEL
                found[row["DPA"]].append(LabelledSentence(row["Sentence"] or "", labels))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path.name} can't be read as a table of labelled sentences.") from error
    if not found:
        raise UsageError(f"{path.name} holds no labelled sentences.")
    return tuple(LabelledDpa(name, tuple(sentences)) for name, sentences in found.items())


def gold_of(dpas: Sequence[LabelledDpa]) -> Bools:
    """Return which agreement satisfies which of MANDATORY (agreements × requirements)."""
    return np.array([[m in held for m in MANDATORY] for held in (d.satisfied for d in dpas)], dtype=bool)


def labels_of(dpas: Sequence[LabelledDpa], names: Sequence[str] = MANDATORY) -> Bools:
    """Return which sentence carries which label (all sentences in order × names)."""
    return np.array([[n in s.labels for n in names] for d in dpas for s in d.sentences], dtype=bool)


def owners_of(dpas: Sequence[LabelledDpa]) -> Ints:
    """Return for each sentence the place of its agreement."""
    return np.repeat(np.arange(len(dpas)), [len(d.sentences) for d in dpas])
