"""Read a Word file from its bytes and look at its paragraphs: what the tests of this room do."""

import re
from collections.abc import Iterator

from pipeline.domain.apart import View
from pipeline.ooxml.package import Package
from pipeline.ooxml.text import WordItem, WordParagraph, WordText
from pipeline.ooxml.walk import read_word_text


def read(data: bytes, view: View = View.ACCEPTED) -> WordText:
    package = Package(data, name="terms.docx", entries=1000, unpacked=10**9, ratio=1e6)
    return read_word_text(package, name="terms.docx", view=view)


def paragraphs(text: WordText) -> Iterator[WordParagraph]:
    """Yield the paragraphs in reading order, those of tables too."""
    for item in text.items:
        yield from _paragraphs(item)


def lines(text: WordText) -> list[str]:
    """Return the paragraphs with the numbers that are drawn before them."""
    return [
        re.sub(r"\s+", " ", f"{paragraph.label or ''} {paragraph.text}").strip()
        for paragraph in paragraphs(text)
    ]


def labels(text: WordText) -> list[str | None]:
    return [paragraph.label for paragraph in paragraphs(text)]


def _paragraphs(item: WordItem) -> Iterator[WordParagraph]:
    if isinstance(item, WordParagraph):
        yield item
    else:
        yield from (paragraph for cell in item.cells for paragraph in cell)
