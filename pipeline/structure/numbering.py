"""Clause numbers as drafters write them: "7.2", "(a)", "Section 4", "§ 5", "(iv)", "Schedule 3"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SCHEDULE_WORDS = r"Schedule|Annex|Annexure|Exhibit|Appendix|Attachment|Addendum|Anlage|Anhang"
CLAUSE_WORDS = r"Article|Section|Clause|Paragraph|Sec\.|Art\.|§§?"

_ROMAN = r"[IVXLC]{1,6}"
_SCHEDULE = re.compile(
    rf"(?P<word>{SCHEDULE_WORDS})\b(?:\s+(?:No\.?\s*)?"
    rf"(?P<value>\d{{1,2}}(?:\.\d{{1,2}})*|{_ROMAN}\b|[A-Z](?:[-.]?\d{{1,2}})?\b))?[\s.:)–—-]*",
    re.IGNORECASE,
)
_KEYWORD = re.compile(
    rf"(?P<word>{CLAUSE_WORDS})\s*(?P<value>\d{{1,3}}(?:\.\d{{1,3}})*|{_ROMAN})(?P<close>\s*[.:)–—-]+\s*|\s+(?=[A-Z])|\s*$)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d{1,3})*)(?P<inserted>(?<=\d\.\d)[A-Za-z](?=[\s.)])|[A-Za-z](?=[.)]\s))?"
    r"(?![\d/%:,-]|\.\d)(?P<close>\s?[.)]+|\s|$)?(?!\d)\s*"
)
_ALONE = re.compile(r"\s*(?P<value>\d{1,2}(?:\.\d{1,2})*)[.)]?\s*")  # a cell that holds a number only
_PARENS = re.compile(r"\(\s?(?P<value>[A-Za-z]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,2})\s?\)[.:]?\s*")
_LETTER = re.compile(r"(?P<value>[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})[.)](?=\s|$)\s*")
_BULLET = re.compile(r"[•●○▪◦‣·■□➢✓*–—-]\s+")
_QUANTITIES = re.compile(
    r"(?i:%|percent|per cent|million|billion|hours?|days?|weeks?|months?|years?|minutes?|seconds?|[KMGT]B|GHz"
    r"|a\.m|p\.m|am|pm|x|€|\$|USD|EUR|GBP)(?!\w)|(?:business|working|calendar)\b"
)
_MONTH_YEAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}"
)
_HIGHEST = 60  # a clause number without a dot
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Style(StrEnum):
    """The way a number is written, which tells its depth."""

    SCHEDULE = "schedule"
    DECIMAL = "decimal"
    NUMBERED = "numbered"  # 1. 2. 3. or (1) (2) inside a clause
    ALPHA = "alpha"
    UPPER = "upper"
    ROMAN = "roman"
    UPPER_ROMAN = "upper_roman"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Label:
    """A number as written, where it ends in the text, and each way to read it ("(i)": one or nine)."""

    written: str
    end: int
    readings: tuple[tuple[Style, tuple[int, ...]], ...]
    bare: str  # the number for a path: "7.2", "(a)", "Schedule 3"

    @property
    def style(self) -> Style:
        """Return the first reading's style."""
        return self.readings[0][0]

    @property
    def parts(self) -> tuple[int, ...]:
        """Return the first reading's value: (7, 2) for "7.2"."""
        return self.readings[0][1]


def label_of(text: str) -> Label | None:
    """Return the number at the head of the text, or None."""
    for read in (_keyword, _decimal, _parenthesised, _lettered, _bullet):
        label = read(text)
        if label:
            return label
    return None


def schedule_label(text: str) -> Label | None:
    """Return the label of a schedule's heading ("Annex II – Security"); the caller knows it is a heading."""
    match = _SCHEDULE.match(text)
    if not match or (
        not match["value"] and match.end() < len(text) and not re.search(r"[.:–—-]\s*$", match[0])
    ):
        return None
    value = (match["value"] or "").strip()
    written = f"{match['word'].title()} {value}".strip()
    return Label(written, match.end(), ((Style.SCHEDULE, (_ordinal(value),)),), written)


def _keyword(text: str) -> Label | None:
    match = _KEYWORD.match(text)
    if not match or re.match(r"(?:of|and|or|to|above|below|shall|will|sets)\b", text[match.end() :]):
        return None
    parts = _decimal_parts(match["value"])
    return Label(match[0].strip(" .:)–—-"), match.end(), ((Style.DECIMAL, parts),), match["value"])


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    rest, closed = text[match.end() :], bool((match["close"] or "").strip())
    dotted = "." in match["value"]
    if _MONTH_YEAR.match(rest) or (not closed and _QUANTITIES.match(rest)):
        return None
    plain = not closed and not dotted
    if plain and (
        int(match["value"]) > _HIGHEST or not re.match(r"[A-Z]|$", rest)
    ):  # "365 Solutions", "5 of them"
        return None
    parts = _decimal_parts(match["value"])
    bare = match["value"] + (match["inserted"] or "")  # "7.1a" came between 7.1 and 7.2 later
    return Label(match[0].strip(), match.end(), ((Style.DECIMAL, parts),), bare)


def row_label(text: str, *, after: int) -> Label | None:
    """Return the number of a table row that goes on from clause `after`: an agreement set as a table.

    The rows of other tables begin with figures too: "1 | Critical | 30 minutes", "99.5 | 10 %".
    """
    cells = text.split(" | ", maxsplit=1)
    alone = _ALONE.fullmatch(cells[0]) if len(cells) > 1 else None
    label = label_of(text)
    if alone:
        readings = ((Style.DECIMAL, _decimal_parts(alone["value"])),)
        label = Label(alone[0].strip(), len(cells[0]) + len(" | "), readings, alone["value"])
    if label is None or label.style is not Style.DECIMAL:
        return label
    follows = (after + 1,) if len(label.parts) == 1 else (after, after + 1)
    return label if label.parts[0] in follows else None


def _parenthesised(text: str) -> Label | None:
    match = _PARENS.match(text)
    if not match:
        return None
    readings = tuple(_letter_readings(match["value"]))
    return Label(match[0].strip(), match.end(), readings, f"({match['value']})") if readings else None


def _lettered(text: str) -> Label | None:
    match = _LETTER.match(text)
    if not match:
        return None
    readings = tuple(_letter_readings(match["value"]))
    return Label(match[0].strip(), match.end(), readings, f"({match['value']})") if readings else None


def _bullet(text: str) -> Label | None:
    match = _BULLET.match(text)
    return Label(match[0].strip(), match.end(), ((Style.BULLET, (1,)),), "") if match else None


def _letter_readings(value: str) -> Iterable[tuple[Style, tuple[int, ...]]]:
    """Yield the ways to read a letter: "c" is the third letter and a Roman hundred."""
    if value.isdigit():
        yield Style.NUMBERED, (int(value),)
        return
    upper = value.isupper()
    letter = Style.UPPER if upper else Style.ALPHA
    roman = Style.UPPER_ROMAN if upper else Style.ROMAN
    lowered = value.lower()
    is_roman = set(lowered) <= set(_ROMAN_VALUES)
    if is_roman and lowered[0] in "ivx":
        yield roman, (_roman(lowered),)
    if len(set(lowered)) == 1:
        yield letter, (ord(lowered[0]) - ord("a") + 1 + 26 * (len(lowered) - 1),)
    if is_roman and lowered[0] in "lc":
        yield roman, (_roman(lowered),)


def _decimal_parts(value: str) -> tuple[int, ...]:
    if value[0].isdigit():
        return tuple(int(part) for part in value.split("."))
    return (_roman(value.lower()),)


def _ordinal(value: str) -> int:
    if not value:
        return 0
    if value[0].isdigit():
        return int(value.split(".", 1)[0])
    return _roman(value.lower()) if set(value.lower()) <= set("ivx") else ord(value[0].lower()) - ord("a") + 1


def _roman(value: str) -> int:
    figures = [_ROMAN_VALUES[character] for character in value]
    following = [*figures[1:], 0]
    return sum(-now if now < after else now for now, after in zip(figures, following, strict=True))
