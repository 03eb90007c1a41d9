"""Web pages: the agreement without the site around it, list items with the numbers a browser draws."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.document import Document, Source
from pipeline.errors import EmptyFile, LimitExceeded, UnsupportedFile
from pipeline.readers.decoding import decode
from pipeline.readers.drafts import Draft, tidy, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.web_edges import agreement_of
from pipeline.readers.web_furniture import furniture_of
from pipeline.readers.web_hidden import Hidden
from pipeline.readers.web_measure import DEEPEST, Measures, is_never_text
from pipeline.readers.web_places import Places
from pipeline.readers.web_style import Styles
from pipeline.readers.web_walk import PageWalk

_INLINE = re.compile("a|abbr|b|bd[io]|cite|code|em|font|i|label|mark|q|s|small|span|strong|su[bp]|u|wbr")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page's agreement, and what stands around it or is hidden."""

    drafts: tuple[Draft, ...]
    set_aside: tuple[SetAside, ...]


def read_web(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a web page or a saved part of one."""
    page = page_of(data, name=source.name)
    return to_document(
        page.drafts,
        source=source,
        document_id=document_id,
        limits=manner.limits,
        notes=tuple(_notes(page.set_aside)),
        set_aside=page.set_aside,
    )


def page_of(data: bytes, *, name: str) -> Page:
    """Return what a page says and what it sets aside; raises ReadError."""
    root = _parse(data, name=name)
    measures = Measures(root)
    if measures.depth >= DEEPEST:
        raise LimitExceeded(
            f"{name} nests its elements {measures.depth:,} deep, as no page for readers does: save its text."
        )
    styles, places = Styles(root), Places(root)
    left_out = _left_out(root, measures, styles)
    blocks = list(PageWalk(places, styles, skip=left_out).blocks(root))
    kept = agreement_of(blocks)
    edges = [block.draft for block in (*blocks[: kept.start], *blocks[kept.stop :])]
    around = (SetAside(Apart.SITE, d.text, d.parts[0][1], "before or after the agreement") for d in edges)
    apart = (SetAside(kind, text_of(e), places.of(e), why) for e, (kind, why) in left_out.items())
    drafts = tuple(block.draft for block in blocks[kept.start : kept.stop])
    return Page(drafts, tuple(a for a in (*apart, *around) if a.text))


def _parse(data: bytes, *, name: str) -> HtmlElement:
    text = _decode(data)
    if text is None:
        raise UnsupportedFile(f"{name} is not text: check that it is the right file.")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        return document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError as error:  # what lxml says of a page without elements or text
        raise EmptyFile(f"{name} holds no text: check that it is the right file.") from error


def _decode(data: bytes) -> str | None:
    """Return the page's text: byte order mark and UTF-8 as they show, then what the page declares."""
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                # Browsers read a declared ISO-8859-1 as Windows-1252.
                codec = codecs.lookup(declared[1].decode("ascii")).name
                return data.decode(
                    "cp1252" if codec in ("iso8859-1", "ascii", "utf-8") else codec, errors="replace"
                )
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _left_out(root: HtmlElement, measures: Measures, styles: Styles) -> dict[HtmlElement, tuple[Apart, str]]:
    """Return the outermost elements to skip, each with what it is and why, in the order of the page."""
    around = furniture_of(root, measures)
    hidden = Hidden(root, styles, measures)
    left_out: dict[HtmlElement, tuple[Apart, str]] = {}
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if is_never_text(element):
            walk.skip_subtree()
        elif element in around:
            left_out[element] = (Apart.SITE, around[element])
            walk.skip_subtree()
        elif why := hidden.why(element):
            left_out[element] = (Apart.HIDDEN, why)
            walk.skip_subtree()
    return left_out


def text_of(element: HtmlElement) -> str:
    """Return the words of an element that was skipped."""
    texts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        gap = "" if _INLINE.fullmatch(str(inner.tag)) else " "
        if event == "end":
            texts += [gap, (inner.tail or "") if inner is not element else ""]
        elif is_never_text(inner):
            walk.skip_subtree()
        else:
            texts += [gap, inner.text or ""]
    return tidy("".join(texts)).strip()


def _notes(set_aside: tuple[SetAside, ...]) -> Iterator[str]:
    words = {
        kind: sum(len(apart.text.split()) for apart in set_aside if apart.kind is kind)
        for kind in (Apart.SITE, Apart.HIDDEN)
    }
    if words[Apart.SITE]:
        yield f"Left out {words[Apart.SITE]:,} words of menus, headers and footers around the agreement."
    if words[Apart.HIDDEN]:
        yield f"Left out {words[Apart.HIDDEN]:,} words that the page hides from its readers."
