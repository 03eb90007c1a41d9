"""Lines joined to running text; words that a line end divides are made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.domain.places import PageBox
from pipeline.readers.pdf.lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(r"[^\W\d_]+-$")
_HEAD = re.compile(r"[^\W\d_]+")
# First parts that English law writes with a hyphen; a line end after them divides a compound.
_FIRST_PARTS = frozenset(
    ("non", "sub", "third", "self", "cross", "multi", "co", "ex", "pre", "post", "well", "anti")
)


class Hyphens:
    """Decides whether a hyphen at a line end belongs to the word, by the words of the whole file."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        divided = False
        for line in lines:
            words = [word.lower() for word in _WORD.findall(line.text)]
            # Halves of a divided word are no words of the file.
            ends_divided = line.text.endswith("-")
            self._words.update(words[1 if divided else 0 : len(words) - 1 if ends_divided else len(words)])
            divided = ends_divided

    def join(self, lines: Sequence[Line]) -> Iterator[tuple[str, PageBox]]:
        """Yield each line's text, with what joins it to the next, and its place."""
        for line, following in pairwise(lines):
            yield self._with_joint(line, following), line.place
        if lines:
            yield lines[-1].text, lines[-1].place

    def _with_joint(self, line: Line, following: Line) -> str:
        if not line.text.endswith("-"):
            return line.text + " "
        tail, head = _TAIL.search(line.text), _HEAD.match(following.text)
        if tail is None or head is None:
            return line.text + " "
        first, second = tail.group()[:-1].lower(), head.group().lower()
        if (
            second in ("and", "or", "to")
            and following.text.split(" ", 1)[0] == second
            and not self._words[first + second]
        ):
            return line.text + " "  # "short- and long-term"
        divided = line.broken or head.group().islower()
        return line.text[:-1] if divided and not self._is_compound(first, second) else line.text

    def _is_compound(self, first: str, second: str) -> bool:
        whole, compound = self._words[first + second], self._words[f"{first}-{second}"]
        if whole != compound:
            return compound > whole
        return first in _FIRST_PARTS or (self._words[first] > 0 and self._words[second] > 0)
