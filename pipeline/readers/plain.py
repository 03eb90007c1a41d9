"""Plain text: paragraphs by blank lines, hard-wrapped lines joined, clauses and headings apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.domain.document import BlockKind, Document, Source
from pipeline.domain.places import LineAt
from pipeline.errors import UnsupportedFile
from pipeline.readers.decoding import decode
from pipeline.readers.drafts import Draft, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.markers import begins_item, begins_part, is_heading, runs_on
from pipeline.readers.plain_pages import Line, without_page_furniture

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[=~*-]{3,}")
_COMPOUND = re.compile(r"[a-z]-$")
_WRAP = 130  # no hand or program wraps text wider than this
# A box to tick begins a line of its own.
_BOX = re.compile(r"(?:\[\s?[xX✓✔]?\s{0,3}\]|[☐☒☑□✅])\s+\S")
_ROW = re.compile(r"[^.;:|]{2,60}(?::\s|\s\|\s)")  # "Standard for wiping: ____"
_MANY = 8  # lines without a blank one between them, for that to be the way of the file
_LONG = 60  # below this a line says nothing of where text is wrapped


def read_plain(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read plain text, each line of it a piece."""
    text = decode(data)
    if text is None:
        raise UnsupportedFile(f"{source.name} is not text: check that it is the right file.")
    lines, set_aside = without_page_furniture(_LINE_END.split(text))
    return to_document(
        _drafts(lines), source=source, document_id=document_id, limits=manner.limits, set_aside=set_aside
    )


def text_drafts(text: str) -> Iterator[Draft]:
    """Yield the blocks of plain text inside another kind of file; its places are lines of the text."""
    lines, _ = without_page_furniture(_LINE_END.split(text))
    return _drafts(lines)


def _drafts(lines: list[Line]) -> Iterator[Draft]:
    return (_draft(block) for group in _groups(lines) for block in _blocks(group))


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines between blank lines; each line alone where a file has no blank ones."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line[1]:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    filled = [g for g in groups if g]
    for group in filled:
        if len(group) >= _MANY and len(filled) <= max(1, len(lines) // 40) and not _is_wrapped(group):
            yield from ([line] for line in group)
        else:
            yield group


def _is_wrapped(group: list[Line]) -> bool:
    """Tell whether lines end where the width ends: the next line's first word had no room."""
    texts = [text for _, text in group]
    width = max(map(len, texts))
    if width > _WRAP:
        return False
    sentences = sum(1 for text in texts if text.endswith((".", ";", ":")))
    pairs = [(a, b) for a, b in pairwise(texts) if len(a) >= _LONG // 2]
    full = sum(1 for a, b in pairs if len(a) + 1 + len(b.split()[0]) > width - 8)
    return sentences < 0.5 * len(texts) and len(pairs) > 0 and full >= 0.5 * len(pairs)


def _blocks(group: list[Line]) -> Iterator[list[Line]]:
    """Yield the blocks of a run of lines: a clause, list item, heading or drawn rule begins a new one."""
    block = group[:1]
    for line in group[1:]:
        rule = _RULE.fullmatch(line[1])
        if block and (rule or _begins_block(line[1], after=block[-1][1])):
            yield block
            block = []
        if not rule:
            block.append(line)
    if block:
        yield block


def _begins_block(line: str, *, after: str) -> bool:
    if _BOX.match(line):
        return True
    if begins_item(line):
        return not runs_on(after)
    return (
        (begins_part(line) and not runs_on(after))
        or _is_title(after, before=line)
        or _names_part(after, line)
    )


def _is_title(line: str, *, before: str) -> bool:
    """Tell whether a line stands over the next as its heading, and isn't the first of two lines of one."""
    if len(line) > _LONG or not is_heading(line):
        return False
    if line.isupper():
        return not before.isupper()
    return begins_item(line) and len(before) > _LONG


def _names_part(line: str, following: str) -> bool:
    """Tell "ANNEX 4 to the processing agreement" above the rows of a form from a sentence that goes on."""
    return begins_part(line) and not runs_on(line) and _ROW.match(following) is not None


def _joint(line: str, following: str) -> str:
    """Return what joins two wrapped lines: nothing after the hyphen of a compound, or else a space."""
    first = following.split(maxsplit=1)[0]
    compound = _COMPOUND.search(line) and following[0].islower() and first not in ("and", "or", "to")
    return "" if compound else " "


def _draft(block: list[Line]) -> Draft:
    first = block[0][1]
    texts = [text + _joint(text, following) for (_, text), (_, following) in pairwise(block)] + [block[-1][1]]
    parts = tuple((text, LineAt(n)) for text, (n, _) in zip(texts, block, strict=True))
    if len(block) == 1 and (begins_part(first) or is_heading(first)):
        return Draft(BlockKind.HEADING, parts)
    return Draft(BlockKind.LIST_ITEM if begins_item(first) else BlockKind.PARAGRAPH, parts)
