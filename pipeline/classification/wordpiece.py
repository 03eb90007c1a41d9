"""Words cut into the pieces that the sentence encoder knows, as BERT's uncased WordPiece cuts them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

UNKNOWN, BEGIN, END, COLON = "[UNK]", "[CLS]", "[SEP]", ":"
GOES_ON = "##"  # before a piece that doesn't begin a word
LONGEST = 25  # letters; no piece is longer
WORD = re.compile(r"[^\W_]+|\S")  # a mark is a word by itself


@dataclass(frozen=True, slots=True)
class WordPiece:
    """The known pieces and the number of each."""

    numbers: dict[str, int]

    def cut(self, said: str) -> list[int]:
        """Return the numbers of the pieces of a text."""
        return [number for word in WORD.findall(plain(said)) for number in self._word(word)]

    def _word(self, word: str) -> Sequence[int]:
        """Return the longest known piece, the longest of what is left, and so on."""
        if len(word) <= LONGEST and word in self.numbers:  # as most words are
            return [self.numbers[word]]
        found: list[int] = []
        at = 0
        while at < len(word):
            lead = GOES_ON if at else ""
            ends = range(min(len(word), at + LONGEST), at, -1)
            end = next((e for e in ends if lead + word[at:e] in self.numbers), None)
            if end is None:  # a word with a letter that no piece has is unknown as a whole
                return [self.numbers[UNKNOWN]]
            found.append(self.numbers[lead + word[at:end]])
            at = end
        return found


def plain(text: str) -> str:
    """Return the text in small letters without accents."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    parted = unicodedata.normalize("NFD", lowered)
    for accent in {c for c in set(parted) if unicodedata.category(c) == "Mn"}:
        parted = parted.replace(accent, "")
    return parted
