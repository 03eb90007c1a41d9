"""How well a reading gives back a source: exact paragraphs, leaks of running lines, the order of words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reading.gold import Gold
from benchmarks.reading.setting import Truth

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """What came back of one document; `order` is 2 × the words in common order ÷ the words of both."""

    gold: Gold
    found: int
    missed: tuple[str, ...]
    leaked: tuple[str, ...]
    order: float
    words: int

    @property
    def paragraphs(self) -> int:
        return len(self.gold.truths)


def score(gold: Gold, blocks: Sequence[str]) -> Score:
    """Compare the blocks of a reading with the source paragraphs."""
    missed = missed_paragraphs(gold.truths, blocks)
    source = [word for truth in gold.truths for word in words(truth.forms[0])]
    read = [word for block in blocks for word in words(block)]
    order = 2 * common_order(source, read) / max(1, len(source) + len(read))
    leaked = leaks(gold, blocks)
    return Score(gold, len(gold.truths) - len(missed), tuple(missed), tuple(leaked), order, len(source))


def missed_paragraphs(source: Sequence[Truth], blocks: Sequence[str]) -> list[str]:
    """Return the source paragraphs that no block is exactly; each block is used once, a row may be a line."""
    there = Counter(letters(block) for block in blocks)
    lines = Counter(letters(line) for block in blocks if "\n" in block for line in block.splitlines())
    missed = []
    for truth in source:
        keys = [letters(form) for form in truth.forms]
        pools = ((there, key) for key in keys if there[key])
        by_line = ((lines, key) for key in keys if truth.row and lines[key])
        pool, key = next(pools, None) or next(by_line, None) or (None, "")
        if pool is None:
            missed.append(truth.forms[0])
        else:
            pool[key] -= 1
    return missed


def leaks(gold: Gold, blocks: Sequence[str]) -> list[str]:
    """Return the running texts that the reading holds more often than the source does.

    A bare number counts where it is a block or a line of its own, any other text wherever it stands.
    """
    read = " ".join(" ".join(block.split()) for block in blocks)
    source = " ".join(truth.forms[0] for truth in gold.truths)
    lines = Counter(line.strip(" -–|") for block in blocks for line in block.splitlines())
    own = Counter(truth.forms[0] for truth in gold.truths)
    leaked = []
    for text in gold.furniture:
        bare = text.strip(" -–|")
        if bare.isdigit():
            more = lines[bare] - own[bare]
        else:
            whole = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
            more = len(whole.findall(read)) - len(whole.findall(source))
        leaked += [text] * max(0, more)
    return leaked


def common_order(source: Sequence[str], read: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by bits (Hyyrö 2004): a row a step."""
    places: dict[str, int] = {}
    for n, word in enumerate(source):
        places[word] = places.get(word, 0) | 1 << n
    everything = (1 << len(source)) - 1
    row = everything
    for word in read:
        hits = row & places.get(word, 0)
        row = (row + hits | row - hits) & everything
    return len(source) - row.bit_count()


def letters(text: str) -> str:
    """Return the letters and digits, ligatures and full-width forms resolved, case kept."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def words(text: str) -> list[str]:
    """Return the words, as runs of letters and digits."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))
