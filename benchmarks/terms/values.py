"""Values written by different hands, made comparable without rounding: "1 year" and "12 mo" are alike."""

import re

_EXACT = {
    "s": ("min", 1 / 60),
    "min": ("min", 1),
    "h": ("min", 60),
    "hour": ("min", 60),
    "d": ("min", 1440),
    "day": ("min", 1440),
    "w": ("min", 10080),
    "week": ("min", 10080),
    "mo": ("mo", 1),
    "month": ("mo", 1),
    "y": ("mo", 12),
    "year": ("mo", 12),
    "business h": ("business h", 1),
    "business d": ("business d", 1),
    "%": ("%", 1),
}
_VALUE = re.compile(r"([\d.,]+)\s*((?:business )?(?:[a-z]+|%))")


def comparable(value: str) -> tuple[str, float]:
    """Return a value's unit and amount; months are never days, nor business days calendar ones."""
    match = _VALUE.fullmatch(value.strip().lower())
    unit = match[2] if match else ""
    unit = unit if unit in _EXACT else unit.removesuffix("s")
    if match is None or unit not in _EXACT:
        return value, 0.0
    kept, factor = _EXACT[unit]
    return kept, round(float(match[1].replace(",", "")) * factor, 4)
