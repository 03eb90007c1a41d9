"""Tell web pages and Markdown from plain text by the marks they carry."""

import json
import re

_HTML_START = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_BLOCK_END = re.compile(r"</(p|div|h[1-6]|li|ul|ol|table|tr|td|section|article|main)\s*>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[A-Za-z_][\w-]*:.*\r?\n)+---[ \t]*\r?\n")
_HEADING = re.compile(r"^ {0,3}#{1,6} +[^\s#].*$", re.MULTILINE)
_MARKS = (
    _HEADING,
    re.compile(r"(?<!\*)\*\*[^\s*][^*\n]*\*\*(?!\*)"),  # **bold**
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),  # [text](address)
    re.compile(
        r"^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE
    ),  # |---|---|
    re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE),
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(.*)")
_HEADERS = 50_000  # characters; a mail through many hands has long ones
# Headers that a letter typed as plain text ("From: …, To: …, Date: …") does not have.
_SENT = frozenset(("received", "return-path", "message-id", "delivered-to", "x-mailer", "x-unsent"))
_EDGE = 5_000
_BLOCK_LENGTH = 2_000  # a page has a block at least every so many characters; a text that quotes tags has not


def begins_as_html(text: str) -> bool:
    """Tell whether the text opens as a web page does."""
    return _HTML_START.match(text[:_EDGE]) is not None


def is_html(text: str) -> bool:
    """Tell whether the text is a web page or a saved part of one, which may begin with bare words."""
    start = text.lstrip()[:_EDGE]
    if begins_as_html(start):
        return True
    if "<html" in start.lower() and "</html" in text[-_EDGE:].lower():
        return True
    ends = len(_HTML_BLOCK_END.findall(text))
    return ends >= (3 if start.startswith("<") else 5) and ends * _BLOCK_LENGTH > len(text)


def is_markdown(text: str) -> bool:
    """Tell whether the text is Markdown beyond doubt.

    Read as Markdown, plain text loses its numbers, stars and underscores; read as plain text,
    Markdown keeps a few marks too many. So one sort of mark is not enough.
    """
    if _FRONT_MATTER.match(text):
        return True
    headings = len(_HEADING.findall(text))
    sorts = sum(1 for mark in _MARKS if mark.search(text))
    return sorts >= 3 or (headings >= 2 and sorts >= 2)


def is_json(text: str) -> bool:
    """Tell whether the whole text is JSON data."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def is_web_archive(text: str) -> bool:
    """Tell whether the text is a web page with all its parts in one MIME file (.mht), and no mail."""
    headers = _headers(text)
    if "mime-version" not in headers or not headers.get("content-type", "").startswith("multipart/related"):
        return False
    return "snapshot-content-location" in headers or not _SENT & headers.keys()


def is_mail(text: str) -> bool:
    """Tell whether the text is a mail as mail programs save it (.eml): it begins with its headers."""
    headers = _headers(text)
    return "from" in headers and (
        len(_SENT & headers.keys()) >= 1 or {"subject", "mime-version"} <= headers.keys()
    )


def _headers(text: str) -> dict[str, str]:
    """Return the headers that a text begins with, names in small letters; none where it begins otherwise."""
    found: dict[str, str] = {}
    name = ""
    for line in text[:_HEADERS].lstrip("\n\r").splitlines():
        header = _HEADER.match(line)
        if header:
            name = header[1].lower()
            found.setdefault(name, header[2].strip().lower())
        elif name and line.startswith((" ", "\t")):
            found[name] = f"{found[name]} {line.strip().lower()}"
        elif not (line.startswith("From ") and not found):  # the mark between the mails of a mailbox
            return found if not line.strip() else {}
    return found
