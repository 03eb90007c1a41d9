"""What every mark of ours bears: author, date and an identifier that nothing else in the file has."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from lxml import etree

from pipeline.redline.tracked.names import make, writable

_ID = re.compile(rb""":id\s*=\s*["'](-?\d{1,10})["']""")
_HIGHEST = 2**31 - 1


class Identifiers:
    """Hands out identifiers above all those of the parts; below where there is no room above."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._used = {int(found) for part in parts for found in _ID.findall(part)}
        self._last = max((n for n in self._used if n <= _HIGHEST), default=0)
        if self._last > _HIGHEST - 1_000_000:
            self._last = 0

    def next(self) -> str:
        """Return an identifier that has not been used."""
        self._last += 1
        while self._last in self._used:
            self._last += 1
        return str(self._last)


class Stamp:
    """Makes the marks of one author at one time."""

    def __init__(self, *, author: str, date: datetime, identifiers: Identifiers) -> None:
        self._moment = date.astimezone(UTC) if date.tzinfo else date
        self.author = writable(author).strip() or "ClauseGap"
        self.date = self._moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.identifiers = identifiers

    def later(self) -> "Stamp":
        """Return a stamp of the same author, two minutes later."""
        moment = self._moment + timedelta(minutes=2)
        return Stamp(author=self.author, date=moment, identifiers=self.identifiers)

    @property
    def initials(self) -> str:
        """Return the first letters of the author's names."""
        return "".join(word[0] for word in self.author.split())[:4].upper()

    def mark(self, like: etree._Element, name: str) -> etree._Element:
        """Return a new w:ins, w:del or w:pPrChange in the namespace of `like`."""
        signed = {"id": self.identifiers.next(), "author": self.author, "date": self.date}
        return make(like, name, signed)

    def owns(self, mark: etree._Element) -> bool:
        """Tell whether a mark was made by this stamp."""
        space = str(mark.tag).rpartition("}")[0].lstrip("{")
        return (mark.get(f"{{{space}}}author"), mark.get(f"{{{space}}}date")) == (self.author, self.date)
