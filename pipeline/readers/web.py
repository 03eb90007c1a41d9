"""Web pages: the agreement without the site around it, list items with the numbers a browser draws."""

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.domain.document import Document, Source
from pipeline.errors import EmptyFile, UnsupportedFile
from pipeline.readers.decoding import decode
from pipeline.readers.drafts import to_document
from pipeline.readers.manner import Manner
from pipeline.readers.web_furniture import furniture_of, is_hidden, words_in
from pipeline.readers.web_places import Places
from pipeline.readers.web_walk import PageWalk

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read_web(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a web page or a saved part of one."""
    root = _parse(data, name=source.name)
    left_out = _left_out(root)
    drafts = PageWalk(Places(root), skip=left_out).drafts(root)
    notes = tuple(_notes(left_out))
    return to_document(drafts, source=source, document_id=document_id, limits=manner.limits, notes=notes)


def _parse(data: bytes, *, name: str) -> HtmlElement:
    text = _decode(data)
    if text is None:
        raise UnsupportedFile(f"{name} is not text: check that it is the right file.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
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


def _left_out(root: HtmlElement) -> dict[HtmlElement, str]:
    """Return the elements to skip, each with why."""
    left_out = dict.fromkeys(furniture_of(root), "around")
    left_out |= {e: "hidden" for e in root.iter() if isinstance(e.tag, str) and is_hidden(e)}
    return left_out


def _notes(left_out: dict[HtmlElement, str]) -> Iterator[str]:
    words = {why: sum(words_in(e) for e, w in left_out.items() if w == why) for why in ("around", "hidden")}
    if words["around"]:
        yield f"Left out {words['around']:,} words of menus, headers and footers around the agreement."
    if words["hidden"]:
        yield f"Left out {words['hidden']:,} words that the page hides from its readers."
