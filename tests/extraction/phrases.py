"""Makes phrases from frames: fills the gaps by chance and computes what must be found from what it filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from pipeline.domain.places import Span

ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
# Unit as drafted, unit as kept, how many of it; the counts drafters use.
UNITS = (
    ("hour", "h", 1, (1, 2, 4, 8, 12, 24, 36, 48, 72, 96)),
    ("minute", "min", 1, (10, 15, 30, 45, 60, 90)),
    ("day", "d", 1, (1, 3, 5, 7, 10, 14, 15, 20, 21, 28, 30, 45, 60, 90, 120, 180, 365)),
    ("calendar day", "d", 1, (5, 7, 10, 14, 30, 60, 90)),
    ("consecutive day", "d", 1, (5, 10, 30)),
    ("business day", "business d", 1, (1, 2, 3, 5, 7, 10, 15, 20)),
    ("Business Day", "business d", 1, (1, 2, 3, 5, 10)),
    ("working day", "business d", 1, (1, 2, 5, 10)),
    ("banking day", "business d", 1, (2, 5, 10)),
    ("business hour", "business h", 1, (1, 2, 4, 8)),
    ("week", "d", 7, (1, 2, 3, 4, 6, 8)),
    ("month", "mo", 1, (1, 2, 3, 6, 9, 12, 18, 24)),
    ("calendar month", "mo", 1, (1, 2, 3, 6)),
    ("year", "mo", 12, (1, 2, 3, 5, 7, 10)),
)
OFTEN = (
    ("annually", "12 mo"),
    ("every year", "12 mo"),
    ("once a year", "12 mo"),
    ("once per calendar year", "12 mo"),
    ("twice a year", "6 mo"),
    ("twice yearly", "6 mo"),
    ("two times per year", "6 mo"),
    ("four times a year", "3 mo"),
    ("semi-annually", "6 mo"),
    ("every other month", "2 mo"),
    ("every two years", "24 mo"),
    ("every second year", "24 mo"),
    ("every six (6) months", "6 mo"),
    ("once every 90 days", "90 d"),
    ("once in any twelve (12) month period", "12 mo"),
    ("twice in any 12-month period", "6 mo"),
    ("quarterly", "3 mo"),
    ("each calendar quarter", "3 mo"),
    ("monthly", "1 mo"),
    ("on a monthly basis", "1 mo"),
    ("on an annual basis", "12 mo"),
    ("weekly", "7 d"),
    ("every fortnight", "14 d"),
    ("daily", "1 d"),
    ("every day", "1 d"),
    ("every 24 hours", "24 h"),
    ("hourly", "1 h"),
    ("every business day", "1 business d"),
    ("at intervals of six months", "6 mo"),
    ("at intervals not exceeding twelve months", "12 mo"),
    ("at three-monthly intervals", "3 mo"),
)
ODD = (
    ("one and a half hours", "1.5 h"),
    ("1.5 hours", "1.5 h"),
    ("1½ hours", "1.5 h"),
    ("half an hour", "0.5 h"),
    ("an hour and a half", "1.5 h"),
    ("an hour", "1 h"),
    ("a week", "7 d"),
    ("a fortnight", "14 d"),
    ("half a day", "0.5 d"),
    ("two hours and thirty minutes", "150 min"),
    ("four hours 30 minutes", "270 min"),
    ("72 hours (3 days)", "72 h"),
    ("two and a half days", "2.5 d"),
    ("a business day", "1 business d"),
    ("one (1) business day", "1 business d"),
    ("the next business day", "1 business d"),
    ("[five] days", "5 d"),
    ("24h", "24 h"),
    ("30 mins", "30 min"),
    ("4 hrs", "4 h"),
)
ENDS = (
    ("the end of the month in which", "1 mo"),
    ("the end of the week in which", "7 d"),
    ("the end of the quarter in which", "3 mo"),
    ("the end of the calendar year in which", "12 mo"),
    ("the end of the month following the month in which", "2 mo"),
    ("the end of the quarter following the quarter in which", "6 mo"),
    ("the end of the third business day after", "3 business d"),
    ("the close of the second working day after", "2 business d"),
)
TIMES = ("time", "poss", "adj", "range", "nth", "often", "end", "odd")


@dataclass(frozen=True)
class Expected:
    """What must be found at a place; "any" where a frame leaves it open."""

    span: Span
    value: str
    sense: str
    clock: str | None
    bound: str | None


@dataclass(frozen=True)
class Phrase:
    """A phrase and the times in it."""

    frame: int
    text: str
    expected: tuple[Expected, ...]


def words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    rest = number % 100
    return f"{ONES[number // 100]} hundred" + (f" and {words(rest)}" if rest else "")


def ordinal_words(number: int) -> str:
    head, dash, last = words(number).rpartition("-")
    if last in IRREGULAR:
        return head + dash + IRREGULAR[last]
    return head + dash + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def ordinal_figures(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def counted(number: int, chance: Random) -> str:
    spelled = words(number)
    return chance.choice((str(number), spelled, f"{spelled} ({number})", f"{number} ({spelled})"))


class Filling:
    """Fills one frame; keeps where its times stand."""

    def __init__(self, frames: dict[str, Any], chance: Random) -> None:
        self.frames, self.chance = frames, chance
        self.text, self.clock = "", ""
        self.times: list[tuple[Span, str]] = []

    def fill(self, text: str) -> None:
        for piece in re.split(r"(\{\w+\})", text):
            if not piece.startswith("{"):
                self.text += piece if not self.text.endswith(" ") else piece.removeprefix(" ")
                continue
            gap, start = piece[1:-1], len(self.text)
            if gap in TIMES:
                filled, value = getattr(self, gap)()
                self.times.append((Span(start, start + len(filled)), value))
            else:
                filled = self.filler(gap)
            if start == 0:
                filled = filled[:1].upper() + filled[1:]
            self.text += filled

    def filler(self, gap: str) -> str:
        own = self.frames["fillers"]
        if gap in ("event", "clause"):
            self.clock = self.chance.choice(sorted(self.frames[gap + "s"]))
            return str(self.chance.choice(self.frames[gap + "s"][self.clock]))
        if gap in ("p", "c"):
            return str(self.chance.choice(own[gap.upper()]))
        if gap in ("Ps", "Cs", "ps", "cs"):
            return f"{self.chance.choice(own[gap[0].upper()])}'s"
        return str(self.chance.choice(own[gap]))

    def _unit(self) -> tuple[int, str, str]:
        unit, kept, factor, counts = self.chance.choice(UNITS)
        number = self.chance.choice(counts)
        return number, unit, f"{number * factor} {kept}"

    def time(self) -> tuple[str, str]:
        number, unit, value = self._unit()
        return f"{counted(number, self.chance)} {unit}{'s' if number != 1 else ''}", value

    def poss(self) -> tuple[str, str]:
        number, unit, value = self._unit()
        if unit.endswith(("hour", "minute")):
            return self.poss()
        mark = self.chance.choice("'’")
        return f"{counted(number, self.chance)} {unit}{'s' + mark if number != 1 else mark + 's'}", value

    def adj(self) -> tuple[str, str]:
        number, unit, value = self._unit()
        if " " in unit or number == 1:
            return self.adj()
        return (
            f"{self.chance.choice((str(number), words(number), f'{words(number)} ({number})'))}-{unit}",
            value,
        )

    def range(self) -> tuple[str, str]:
        unit, kept, factor, counts = self.chance.choice(UNITS)
        low, high = sorted(self.chance.sample(counts, 2))
        style = self.chance.choice(
            (
                f"{low} to {high} {unit}s",
                f"{low}-{high} {unit}s",
                f"between {counted(low, self.chance)} and {counted(high, self.chance)} {unit}s",
                f"between {low} {unit}s and {high} {unit}s",
                f"from {words(low)} to {words(high)} {unit}s",
            )
        )
        return style, f"{high * factor} {kept}"

    def nth(self) -> tuple[str, str]:
        number = self.chance.choice((1, 2, 3, 5, 7, 10, 14, 15, 21, 30, 45, 60, 90))
        unit, kept = self.chance.choice((("day", "d"), ("business day", "business d"), ("calendar day", "d")))
        spelled = ordinal_words(number)
        style = self.chance.choice(
            (spelled, ordinal_figures(number), f"{spelled} ({ordinal_figures(number)})")
        )
        return f"the {style} {unit}", f"{number} {kept}"

    def often(self) -> tuple[str, str]:
        return self.chance.choice(OFTEN)

    def odd(self) -> tuple[str, str]:
        return self.chance.choice(ODD)

    def end(self) -> tuple[str, str]:
        return self.chance.choice(ENDS)


@cache
def frames(name: str) -> dict[str, Any]:
    first: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "frames.yaml").read_text("utf-8"))
    own: dict[str, Any] = yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))
    return {part: {**first[part], **own.get(part, {})} for part in ("fillers", "events", "clauses")} | {
        "frames": own["frames"]
    }


def phrases(name: str, *, each: int, seed: int = 17) -> Iterator[Phrase]:
    """Yield so many phrases of each frame in the file, the same every time."""
    known, chance = frames(name), Random(seed)
    for number, frame in enumerate(known["frames"]):
        for _ in range(each):
            filling = Filling(known, chance)
            filling.fill(frame["text"])
            wanted = frame.get("expect") or [frame]
            if "value" in frame:
                at = filling.text.index(frame["at"])
                filling.times = [(Span(at, at + len(frame["at"])), frame["value"])]
            assert len(wanted) == len(filling.times), frame["text"]
            yield Phrase(
                number,
                filling.text,
                tuple(
                    Expected(span, value, w["sense"], _clock(w["clock"], filling.clock), w["bound"])
                    for w, (span, value) in zip(wanted, filling.times, strict=True)
                ),
            )


def _clock(wanted: str | None, filled: str) -> str | None:
    return wanted.replace("event", filled) if wanted and wanted.endswith("event") else wanted
