"""Words that are not what they look like: letters of other alphabets, unseen characters, turned direction.

They stay in the text, as a reader of the paper sees them there; each is listed as hidden text with its
span, so that nobody relies on it unawares.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.document import Block, Piece
from pipeline.domain.places import Place, Span
from pipeline.lookalikes import disguises

# Soft hyphens are left alone: they only say where a word may be broken.
_IN_WORD = re.compile("(?<=[A-Za-z])[\u200b-\u200f\u2060-\u2064\ufeff]+(?=[A-Za-z])")
_TURNED = re.compile("[\u202d\u202e]([^\u202c\u202d\u202e]*)")
_BEFORE = re.compile(r"[^\W_]*$")
_AFTER = re.compile(r"[^\W_]*")
_LONGEST = 60  # characters looked at on either side of an unseen one


@dataclass(frozen=True, slots=True)
class Unseen:
    """Characters of a raw text that act without being seen, with the words they act on."""

    start: int
    end: int
    text: str
    why: str


def with_unseen(raw: str) -> Iterator[Unseen]:
    """Yield the words that unseen characters break up or turn round."""
    done = 0
    for found in _IN_WORD.finditer(raw):
        if found.start() < done:
            continue
        start, done = _word_around(raw, found.start(), found.end())
        word = raw[start:done]
        yield Unseen(start, done, word, f"invisible characters inside “{_IN_WORD.sub('', word)}”")
    for found in _TURNED.finditer(raw):
        if found[1].strip():
            yield Unseen(found.start(), found.end(), found[1], "shown in another order than it is written")


def disguised(text: str, blocks: Sequence[Block]) -> Iterator[SetAside]:
    """Yield the words of the text that are written with letters of other alphabets."""
    if text.isascii():
        return
    for block in blocks:
        start = block.span.start
        for span, shown in disguises(text[start : block.span.end]):
            found = Span(start + span.start, start + span.end)
            why = f"letters of another alphabet in “{shown}”"
            word = text[found.start : found.end]
            yield SetAside(Apart.HIDDEN, word, place_at(block.pieces, found.start), why, found)


def place_at(pieces: Sequence[Piece], at: int) -> Place | None:
    """Return the place of the piece that holds a character of the text."""
    return next((piece.place for piece in pieces if at < piece.span.end), None)


def _word_around(raw: str, start: int, end: int) -> tuple[int, int]:
    """Return where a word begins and ends that has unseen characters from start to end, and maybe more."""
    before = _BEFORE.search(raw[max(0, start - _LONGEST) : start])
    after = _AFTER.match(raw[end : end + _LONGEST])
    stop = end + (after.end() if after else 0)
    while more := _IN_WORD.match(raw, stop, stop + _LONGEST):
        following = _AFTER.match(raw[more.end() : more.end() + _LONGEST])
        stop = more.end() + (following.end() if following else 0)
    return start - (len(before.group()) if before else 0), stop
