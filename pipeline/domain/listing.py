"""Names and numbers as a sentence lists them; said alike in findings, warnings and reports."""

from collections.abc import Iterable


def listed(parts: Iterable[str], *, by: str = "and") -> str:
    """Join as a sentence does: "a", "a and b", "a, b and c"; or by another word than "and"."""
    *head, last = [*parts] or [""]
    return f"{', '.join(head)} {by} {last}" if head else last


def pages(numbers: tuple[int, ...]) -> str:
    """Return page numbers with runs joined: "2, 5–9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
