"""Mails as files (.eml, .msg): what is said in them, and what is attached.

The headers of mails quoted below are kept out of the text; what those mails say stays in it, as an
agreement is often reached there.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from oxmsg import Message as OutlookMessage
from oxmsg.attachment import Attachment

from pipeline.errors import DamagedFile
from pipeline.readers.decoding import decode
from pipeline.readers.files import name_of
from pipeline.readers.members import Member

SUBSTANCE = 200  # characters that a mail has to say beside its attachments to be read as a document
_OLE = b"\xd0\xcf\x11\xe0"
_ENDINGS = {"message/rfc822": ".eml", "application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt"}
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_HEADER = re.compile(
    r"\W*(?:from|sent|to|cc|bcc|date|subject|reply-to|importance|attachments|von|gesendet|an|betreff|datum|de|envoyé|à"
    r"|objet|asunto|enviado|para)\W*:(?!//)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\W*(?:from|von|de)\W*:", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine)\s*-{2,}"
    r"|begin forwarded message:|_{10,}|on\s.{6,120}\swrote:|am\s.{6,120}\sschrieb\s.{2,80}:"
    r"|le\s.{6,120}\sa écrit\s?:)\s*",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(
    r"\W*(?:from|von|de)\W*:.*\b(?:sent|date|gesendet|datum|envoyé)\W*:.*\b(?:to|an|à)\W*:", re.IGNORECASE
)
_LONGEST_HEADER = 120  # words
_FEWEST = 3  # lines of headers that quote a mail; fewer may be an agreement's own "From: … To: …"


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says, as lines of text or, where it has no plain form, as a page; and its attachments."""

    text: str
    html: bytes | None
    apart: tuple[str, ...]  # the headers of quoted mails
    attached: tuple[Member, ...]


def mail_members(path: Path) -> Iterator[Member]:
    """Yield what is attached to a mail."""
    yield from mail_of(path.read_bytes(), name=name_of(path)).attached


def mail_of(data: bytes, *, name: str) -> Mail:
    """Return what a mail file holds; raises DamagedFile."""
    try:
        return _outlook(data) if data.startswith(_OLE) else _internet(data)
    except Exception as error:  # whatever a parser makes of a hostile file
        raise DamagedFile(f"{name} can't be read as a mail, it seems damaged: ask for it again.") from error


def without_headers(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a mail with quoted headers blank and quote marks gone, and those headers."""
    lines = _QUOTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    apart: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _HEADER.match(lines[end]):
            end += 1
        if _LEADS_IN.fullmatch(lines[at]):
            end = at + 1
        elif end - at < _FEWEST or not any(_FIRST.match(line) for line in lines[at:end]):
            at += 1
            continue
        apart.append(" ".join(line.strip() for line in lines[at:end]))
        lines[at:end] = [""] * (end - at)
        at = end
    return "\n".join(lines), tuple(apart)


def is_quoted_header(text: str) -> bool:
    """Tell whether a paragraph is the header of a quoted mail, its lines run together."""
    return _RUN_TOGETHER.match(text) is not None and len(text.split()) <= _LONGEST_HEADER


def _mail(text: str, html: bytes | None, attached: list[Member]) -> Mail:
    if html is None or 2 * len(text.strip()) > len(_bare(html).strip()):  # else "see the HTML version"
        said, apart = without_headers(text)
        return Mail(said, None, apart, tuple(attached))
    return Mail(_bare(html), html, (), tuple(attached))


def _bare(html: bytes) -> str:
    """Return about what a page says, to tell how much it is."""
    return re.sub(
        r"<(style|script)\b.*?</\1>|<[^>]*>|\s+", " ", decode(html) or "", flags=re.DOTALL | re.IGNORECASE
    )


# ---------------------------------------------------------------- .eml


def _internet(data: bytes) -> Mail:
    # Without a policy: the newer parsers of headers fail on many mails that are merely odd.
    message = email.message_from_bytes(data)
    texts: list[str] = []
    pages: list[bytes] = []
    attached: list[Member] = []
    for part in _parts(message):
        kind = part.get_content_type()
        named = _file_name(part)
        if (
            kind in ("text/plain", "text/html")
            and not named
            and part.get_content_disposition() != "attachment"
        ):
            if kind == "text/plain":
                texts.append(_unfolded(_text(part), part))
            else:
                pages.append(_content(part))
        else:
            attached.append(_attachment(part, named or f"attachment {len(attached) + 1}", kind))
    return _mail("\n\n".join(texts), b"\n".join(pages) or None, attached)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are not made of parts; an attached mail is one."""
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _attachment(part: Message, name: str, kind: str) -> Member:
    if kind == "message/rfc822":
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else part
        subject = _decoded(str(message.get("subject", ""))) if isinstance(message, Message) else ""
        content = message.as_bytes() if isinstance(message, Message) else b""
        name = name if name.lower().endswith(".eml") else f"{subject or name}.eml"
    else:
        content = _content(part)
        name = name if "." in name else name + _ENDINGS.get(kind, "")
    return Member(name, lambda: iter((content,)))


def _file_name(part: Message) -> str:
    name = part.get_filename()
    return _decoded(name) if name else ""


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content = _content(part)
    try:
        return content.decode(part.get_content_charset() or "", errors="replace")
    except LookupError:
        return decode(content) or ""


def _unfolded(text: str, part: Message) -> str:
    """Join the lines that a mail program broke to send them (format=flowed)."""
    if part.get_param("format") != "flowed":
        return text
    joint = "" if str(part.get_param("delsp", "no")).lower() == "yes" else " "
    return re.sub(r"(?m)(?<!^--) \r?\n(?!>)", joint, text)  # "-- " begins a signature


# ---------------------------------------------------------------- .msg


def _outlook(data: bytes) -> Mail:
    message = OutlookMessage.load(data)
    attached = [_outlook_attachment(item, n) for n, item in enumerate(message.attachments, 1)]
    text = message.body or ""
    return _mail(text, None if text.strip() else _outlook_page(message), attached)


def _outlook_page(message: OutlookMessage) -> bytes | None:
    try:
        page = message.html_body
    except (LookupError, UnicodeDecodeError):  # a code page that Python has not, or that is not true
        return None
    return page.encode("utf-8", errors="replace") if page else None


def _outlook_attachment(item: Attachment, number: int) -> Member:
    name = item.file_name or f"attachment {number}"
    content = item.file_bytes
    if content is None:
        return Member(
            name, trouble="is a message attached in Outlook's own way: save it as a file and name that."
        )
    return Member(name, lambda: iter((content,)))
