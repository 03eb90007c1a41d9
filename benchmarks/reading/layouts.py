"""How an agreement is set on paper: columns, type, running headers and footers, drawn by lot from a seed."""

import random
from dataclasses import dataclass

PAPERS = {"A4": (595.3, 841.9), "Letter": (612.0, 792.0)}  # points
_FONTS = ("Liberation Serif", "Liberation Sans", "DejaVu Serif", "DejaVu Sans", "Liberation Sans Narrow")
_DATES = (
    "3 May 2026",
    "January 14, 2025",
    "2024-11-30",
    "Last updated: 01 September 2025",
    "v2.3 (June 2026)",
)
_PAGE = ("Page {n} of {m}", "{n}", "- {n} -", "{n} / {m}", "{n}/{m}", "Page {n}", "Page | {n}", "{n} of {m}")
_MARKS = (
    "Confidential",
    "CONFIDENTIAL AND PROPRIETARY",
    "Execution Version",
    "Customer Copy",
    "Draft for review",
)
_SMALL = (
    "Registered office: 14 Harrow Wharf, Bristol BS1 6QF. Company number 09114257.",
    "© 2026 Orrin Labs GmbH. All rights reserved. Subject to the order form.",
    "This document is provided for information and does not constitute legal advice.",
)

_MOST_LINES = 90  # on a page


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands left, in the middle and right of a header or footer; {n} is the page, {m} their number."""

    left: str = ""
    middle: str = ""
    right: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.left, self.middle, self.right) if text)


@dataclass(frozen=True, slots=True)
class Running:
    """The header and the footer of a page."""

    header: Strip = Strip()
    footer: Strip = Strip()


@dataclass(frozen=True, slots=True)
class Layout:
    """The choices for one document; lengths in points."""

    columns: int
    paper: str
    margin: float
    font: str
    size: float
    leading: float
    justified: bool
    hyphenated: bool
    gap: float  # between paragraphs
    indent: float  # of a paragraph's first line
    running: Running
    first: Running | None  # None: as on the other pages
    even: Running | None
    ruled: bool  # a rule under the header and over the footer
    heading_size: float
    centred_title: bool
    hanging: bool  # list items hang from their label
    table: bool
    notes: bool
    line_numbers: bool
    browser_strips: bool  # the header and footer that a browser prints by itself

    @property
    def furniture(self) -> tuple[str, ...]:
        """Return every text that runs over the pages, once."""
        all_of = [r for r in (self.running, self.first, self.even) if r is not None]
        texts = [text for r in all_of for strip in (r.header, r.footer) for text in strip.texts]
        texts += [str(n) for n in range(1, _MOST_LINES)] if self.line_numbers else []
        return tuple(dict.fromkeys(texts))


def draw(rng: random.Random, *, title: str, columns: int) -> Layout:
    """Draw a layout that a contract of that title might have."""
    size = rng.choice((8, 9, 9.5, 10, 10.5, 11, 11, 12)) if columns == 1 else rng.choice((7.5, 8, 9, 9.5, 10))
    indented = rng.random() < 0.15
    justified = rng.random() < 0.55
    running = _running(rng, title)
    return Layout(
        columns=columns,
        paper=rng.choice(tuple(PAPERS)),
        margin=rng.choice((42, 57, 72)),
        font=rng.choice(_FONTS),
        size=size,
        leading=rng.choice((1.1, 1.15, 1.2, 1.35, 1.5)),
        justified=justified,
        hyphenated=rng.random() < (0.7 if justified else 0.2),
        gap=0 if indented else round(size * rng.choice((0.5, 0.6, 0.8, 1.0, 1.2)), 1),
        indent=size * 1.8 if indented else 0,
        running=running,
        first=_first(rng, running, title) if rng.random() < 0.3 else None,
        even=Running(_mirrored(running.header), _mirrored(running.footer)) if rng.random() < 0.3 else None,
        ruled=rng.random() < 0.3,
        heading_size=round(size * rng.choice((1.0, 1.0, 1.15, 1.3)), 1),
        centred_title=rng.random() < 0.5,
        hanging=rng.random() < 0.6,
        table=rng.random() < 0.35,
        notes=rng.random() < 0.35,
        line_numbers=rng.random() < 0.12 and columns == 1,
        browser_strips=rng.random() < 0.12,
    )


def _running(rng: random.Random, title: str) -> Running:
    page, date, mark, small = (rng.choice(some) for some in (_PAGE, _DATES, _MARKS, _SMALL))
    return rng.choice(
        (
            Running(Strip(title), Strip(date, "", page)),
            Running(Strip(), Strip("", page)),
            Running(Strip(mark, "", title), Strip(small, "", page)),
            Running(Strip("", title), Strip(f"{title} · {date}", "", page)),
            Running(Strip(title, "", page), Strip()),
            Running(Strip(mark, page, date), Strip("", small)),
            Running(Strip(date, "", title), Strip(f"{title} | {page}")),
        )
    )


def _first(rng: random.Random, running: Running, title: str) -> Running:
    return rng.choice(
        (Running(), Running(Strip(), running.footer), Running(Strip("", f"{title} (cover)"), Strip()))
    )


def _mirrored(strip: Strip) -> Strip:
    return Strip(strip.right, strip.middle, strip.left)
