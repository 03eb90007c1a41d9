"""Normalised values as numbers that can be compared: "72 h", "2 business d", "99.9 %".

Business days, and the working hours of as many, count as the worst case in calendar days, as
`scoring.duration_normalisation` has it.
"""

import re
from math import ceil

VALUE = re.compile(r"(\d+(?:\.\d+)?) (business )?(min|h|d|w|mo|y|%)")
WORKING_HOURS = 8  # of a business day
HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "mo": 720.0, "y": 8760.0, "%": 1.0}


def amount(value: str) -> float | None:
    """Return a normalised value as hours or per cent; None where it is neither."""
    found = VALUE.fullmatch(value.strip())
    if not found:
        return None
    number, business, unit = float(found[1]), found[2], found[3]
    if business and unit == "h":
        number, unit = ceil(number / WORKING_HOURS), "d"
    if business and unit == "d":
        number += 2 * ceil(number / 5)  # a weekend for every five begun
    if unit == "mo":
        number += number // 12 / 6  # twelve months are a year: five days more than twelve times thirty
    return number * HOURS[unit]
