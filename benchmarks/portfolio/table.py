"""What was measured beside what should be, as lines while it runs and as a table at its end."""

from dataclasses import dataclass, field
from itertools import groupby

_WIDEST = 100  # characters of a column; the whole was printed when it was measured
_HOLDS = {True: "yes", False: "NO", None: ""}


@dataclass(frozen=True, slots=True)
class Row:
    step: str
    what: str
    measured: str
    wanted: str = ""
    holds: bool | None = None


@dataclass
class Table:
    """The measurements of all steps; those that are held against something say whether it holds."""

    rows: list[Row] = field(default_factory=list)

    def add(
        self, step: str, what: str, measured: str, *, wanted: str = "", holds: bool | None = None
    ) -> None:
        """Add a measurement and print it at once."""
        row = Row(step, what, measured, wanted, holds)
        self.rows.append(row)
        print(f"  {what}: {measured}{f' (should be {wanted})' if wanted else ''}{_verdict(row)}", flush=True)

    def print(self) -> None:
        """Print the table."""
        fields = ("what", "measured", "wanted")
        wide = [max(9, *(len(_short(getattr(row, name))) for row in self.rows)) for name in fields]
        print(f"\n  {_padded(('what', 'measured', 'should be'), wide)}  holds")
        for step, rows in groupby(self.rows, key=lambda row: row.step):
            print(step)
            for row in rows:
                line = _padded((row.what, _short(row.measured), row.wanted), wide)
                print(f"  {line}  {_HOLDS[row.holds]}".rstrip())

    @property
    def failed(self) -> int:
        return sum(row.holds is False for row in self.rows)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _padded(texts: tuple[str, str, str], wide: list[int]) -> str:
    return "  ".join(f"{text:{width}}" for text, width in zip(texts, wide, strict=True))


def _verdict(row: Row) -> str:
    return f": {_HOLDS[row.holds]}" if row.holds is not None else ""
