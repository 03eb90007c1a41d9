"""Make the word vectors of models/words from a sentence encoder; needs torch and transformers, else unused.

    python -m pipeline.classification.train_words ENCODER_FOLDER WORDS_FILE

ENCODER_FOLDER holds a transformers model and its tokenizer, WORDS_FILE one word a line. Each word alone is
encoded, the mean of its pieces taken, the mean over all words subtracted, and the DIMENSIONS directions of
most variance kept.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.words import save_words
from pipeline.resources import words_folder

DIMENSIONS = 128
BATCH = 512
SAMPLE = 12_000  # words from which the directions are found


def make_words(encoder: Path, words: list[str], *, out: Path) -> None:
    """Encode the words and write their vectors, of length one, to `out`."""
    found = np.concatenate(list(_encoded(encoder, words)))
    found = found - found.mean(axis=0)
    drawn = np.random.default_rng(0).permutation(len(found))[:SAMPLE]
    _, _, directions = np.linalg.svd(found[drawn], full_matrices=False)
    small = found @ directions[:DIMENSIONS].T
    save_words(out, words, small / (np.linalg.norm(small, axis=1, keepdims=True) + 1e-9))


def _encoded(encoder: Path, words: list[str]) -> Iterator[Floats]:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(encoder, local_files_only=True)
    model = AutoModel.from_pretrained(encoder, local_files_only=True).eval()
    for start in range(0, len(words), BATCH):
        pieces = tokenizer(words[start : start + BATCH], padding=True, truncation=True, return_tensors="pt")
        with torch.no_grad():
            states = model(**pieces).last_hidden_state
        mask = pieces["attention_mask"].unsqueeze(-1).float()
        yield np.asarray(((states * mask).sum(1) / mask.sum(1)).numpy(), dtype=np.float32)


if __name__ == "__main__":
    make_words(Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").split(), out=words_folder())
