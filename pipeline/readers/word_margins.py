"""Headers and footers of a Word file: set aside, but for what stands only there.

Running headers repeat what the text says or name the paper. Some agreements, though, give the title of
a part ("Order Form", "Standard Terms") or a whole sentence nowhere but in the header of its section.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.places import ParagraphAt
from pipeline.ooxml.text import WordItem, WordParagraph, WordText
from pipeline.readers.drafts import tidy
from pipeline.readers.markers import is_heading

_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_WORDS = 12


def with_headings(text: WordText) -> tuple[tuple[WordItem, ...], tuple[SetAside, ...]]:
    """Return the text with what stands only in headers, and what is set aside of headers and footers."""
    sections = {margin.begins for margin in text.margins if margin.kind is Apart.HEADER} - {None}
    body = {_letters(paragraph.text) for item in text.items for paragraph in _paragraphs(item)}
    whole = " ".join(body)
    taken: list[tuple[int, WordParagraph]] = []
    aside: list[SetAside] = []
    for margin in text.margins:
        for paragraph in margin.paragraphs:
            words = tidy(paragraph.text).strip()
            letters = _letters(words)
            only_here = (
                margin.kind is Apart.HEADER
                and margin.begins is not None
                and (
                    (len(sections) > 1 and is_heading(words) and letters not in body)
                    or (_is_sentence(words) and letters not in whole)
                )
            )
            if only_here:
                body.add(letters)
                heading = replace(paragraph, outline=None if _is_sentence(words) else 0)
                taken.append((margin.begins or 0, heading))
            elif words:
                aside.append(SetAside(margin.kind, words, ParagraphAt(margin.part, paragraph.pieces[0][1])))
    return tuple(_inserted(text.items, taken)), tuple(aside)


def _inserted(items: tuple[WordItem, ...], taken: list[tuple[int, WordParagraph]]) -> Iterator[WordItem]:
    """Yield the items, each paragraph of a header before what its section begins with."""
    waiting = sorted(taken, key=lambda each: each[0])
    for item in items:
        first = next(_paragraphs(item), None)
        while waiting and first is not None and first.note is None and first.pieces[0][1] >= waiting[0][0]:
            yield waiting.pop(0)[1]
        yield item
    yield from (paragraph for _, paragraph in waiting)


def _paragraphs(item: WordItem) -> Iterator[WordParagraph]:
    if isinstance(item, WordParagraph):
        yield item
    else:
        yield from (paragraph for cell in item.cells for paragraph in cell)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _is_sentence(words: str) -> bool:
    return words.endswith(".") and len(words.split()) >= _SENTENCE_WORDS
