"""Bytes to characters for text files: byte order marks, UTF-8, UTF-16, and Windows-1252 for the rest."""

import codecs
import re

_MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536


def encoding_of(data: bytes) -> str | None:
    """Return the encoding that makes text of the bytes; None where they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if _is_text(data, encoding) else None
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return next((e for e in ("utf-16-le", "utf-16-be") if _is_wide_text(sample, e)), None)
    encoding = "utf-8" if _is_mostly_utf8(data) else "cp1252"
    return encoding if _is_text(data, encoding) else None


def decode(data: bytes) -> str | None:
    """Return the text of the bytes, without a byte order mark; None where they are no text."""
    encoding = encoding_of(data)
    return None if encoding is None else data.decode(encoding, errors="replace").removeprefix("\ufeff")


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a few broken bytes from an older encoding."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        sound = sum(1 for c in text if c > "\x7f") - broken
        return sound > 5 * broken
    return True


def _is_wide_text(sample: bytes, encoding: str) -> bool:
    """Tell whether every second byte is mostly zero, as in Western text written as UTF-16."""
    high = sample[1::2] if encoding == "utf-16-le" else sample[0::2]
    return high.count(0) > 0.7 * len(high) and _is_text(sample[: len(sample) // 2 * 2], encoding)


def _is_text(data: bytes, encoding: str) -> bool:
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    if not text:
        return True
    return len(_CONTROL.findall(text)) + text.count("\ufffd") <= 0.005 * len(text)
