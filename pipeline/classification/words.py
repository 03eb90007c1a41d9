"""Word vectors in a folder of their own: a table of small integers, the words as JSON."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.vectors import WordVectors
from pipeline.errors import ClassifierError

TABLE, WORDS = "vectors.npz", "words.json"
SCALE = 127.0  # of the integers: a row of length one fits


def load_words(folder: Path) -> WordVectors:
    """Load word vectors; raises ClassifierError where they are missing or damaged."""
    try:
        data = (folder / TABLE).read_bytes()
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            table = arrays["table"].astype(np.float32) / SCALE
        named = (folder / WORDS).read_bytes()
        words = json.loads(named)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ClassifierError(
            f"The word vectors in {folder} can't be read: install clausegap again."
        ) from error
    if len(words) != len(table):
        raise ClassifierError(f"The word vectors in {folder} are damaged: words and rows differ in number.")
    return WordVectors(
        {word: n for n, word in enumerate(words)}, table, hashlib.sha256(named + data).hexdigest()
    )


def save_words(folder: Path, words: list[str], table: Floats) -> None:
    """Write word vectors whose rows have length one."""
    folder.mkdir(parents=True, exist_ok=True)
    small = np.clip(np.round(table * SCALE), -SCALE, SCALE).astype(np.int8)
    np.savez_compressed(folder / TABLE, allow_pickle=False, table=small)
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False, indent=0), encoding="utf-8")
