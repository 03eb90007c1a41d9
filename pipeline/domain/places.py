"""Where words stand: ranges of a document's text, and places on paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page: points from the top left corner, pages from 1."""

    page: int
    box: tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class ParagraphAt:
    """A paragraph of a Word part, counted from 0 in document order."""

    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class ElementAt:
    """An element of a web page, as a CSS path or `#id`."""

    element: str


@dataclass(frozen=True, slots=True)
class LineAt:
    """A line of a plain-text or Markdown file, counted from 1."""

    line: int


Place = PageBox | ParagraphAt | ElementAt | LineAt
