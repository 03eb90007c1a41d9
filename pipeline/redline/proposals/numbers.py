"""Clause numbers as they are typed: what follows "7.2", "(b)", "iv." or "Section 4"."""

import re
from collections.abc import Container

_LAST = re.compile(
    r"^(?P<lead>.*?)(?P<last>\d+|[ivxl]+|[IVXL]+|[a-zA-Z])(?P<suffix>[A-Z]?)(?P<tail>[\s.):]*)$", re.DOTALL
)
_ROMAN = (*(("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)),)


def number_after(number: str, *, before: str = "", taken: Container[str] = frozenset()) -> str:
    """Return the number that follows; "7.2A" where the next one is taken. `before` is the one ahead of it.

    "(i)" after "(h)" is a letter, after nothing it is one in Roman figures.
    """
    found = _LAST.match(number)
    if not found:
        return ""
    lead, last, tail = found["lead"], found["last"], found["tail"]
    if not found["suffix"]:
        following = f"{lead}{_next(last, before=_last_of(before))}{tail}"
        if _bare(following) not in taken:
            return following
    return inserted_after(number, taken=taken)


def inserted_after(number: str, *, taken: Container[str] = frozenset()) -> str:
    """Return a number between this one and the next: "7.2A", then "7.2B"."""
    found = _LAST.match(number)
    if not found:
        return ""
    start = chr(ord(found["suffix"]) + 1) if found["suffix"] else "A"
    for letter in (chr(c) for c in range(ord(start), ord("Z") + 1)):
        candidate = f"{found['lead']}{found['last']}{letter}{found['tail']}"
        if _bare(candidate) not in taken:
            return candidate
    return ""


def first_under(number: str, *, like: str) -> str:
    """Return the first number under a section's: "12A.1" under "12A", written like "5.1" under "5"."""
    below = re.match(r"^\d+(?P<dot>\.)\d+(?P<tail>[\s.):]*)$", like.strip())
    return f"{number.strip().rstrip('.')}.1{below['tail']}" if below else ""


def _bare(number: str) -> str:
    return number.strip().strip("().:").lower()


def _last_of(number: str) -> str:
    found = _LAST.match(number) if number else None
    return found["last"] if found else ""


def _next(last: str, *, before: str) -> str:
    if last.isdigit():
        return str(int(last) + 1)
    is_letter = len(last) == 1 and (last.lower() not in "ivxl" or _precedes(before, last))
    if is_letter:
        return chr(ord(last) + 1) if last.lower() != "z" else last * 2
    roman = _to_roman(_from_roman(last.lower()) + 1)
    return roman.upper() if last.isupper() else roman


def _precedes(before: str, last: str) -> bool:
    return len(before) == 1 and ord(before) + 1 == ord(last) and (before + last).lower() != "ij"


def _from_roman(text: str) -> int:
    total, rest = 0, text
    for sign, value in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + value, rest[len(sign) :]
    return total


def _to_roman(value: int) -> str:
    written = ""
    for sign, worth in _ROMAN:
        while value >= worth:
            written, value = written + sign, value - worth
    return written
