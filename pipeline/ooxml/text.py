"""What is read from a Word file: paragraphs, table rows, and what was found beside the text."""

from dataclasses import dataclass

from pipeline.domain.apart import Apart

PAST_END = 2**31  # an offset that means the end of a paragraph


@dataclass(frozen=True, slots=True)
class At:
    """A point in the text of one w:p, which is counted from 0 in its part; `offset` in characters.

    The text is that of the paragraph's piece, before white space is tidied; where the paragraph has no
    piece, the view leaves it out.
    """

    part: str
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class WordChange:
    """A pending change: "insertion", "deletion", "move" or "format"; a lone paragraph end reads "¶"."""

    kind: str
    text: str
    author: str
    date: str
    start: At
    end: At


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment and the words it is anchored to."""

    text: str
    author: str
    date: str
    start: At
    end: At


@dataclass(frozen=True, slots=True)
class WordKept:
    """Words that are kept out of the text, and why."""

    kind: Apart
    why: str
    text: str
    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph as it reads: its text in pieces, each with the index of its w:p in the part.

    `number` is the automatic number as it is cited and `label` as it is drawn ("7.2" and "7.2."),
    "" for a bullet, None where there is none; `level` that of the list and `outline` that of the
    heading style, from 0; `note` the mark of a footnote's own paragraph.
    """

    part: str
    pieces: tuple[tuple[str, int], ...]
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool = False
    note: str | None = None
    label: str | None = None

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A table row: the paragraphs of each of its cells; the rest of a merged cell is empty."""

    cells: tuple[tuple[WordParagraph, ...], ...]


WordItem = WordParagraph | WordRow


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer, and where the section begins that first has it.

    `begins` is the index of that section's first paragraph in the main part, None where no section has it.
    """

    kind: Apart
    part: str
    paragraphs: tuple[WordParagraph, ...]
    begins: int | None


@dataclass(frozen=True, slots=True)
class WordText:
    """All text of a Word file in one view, and what was found on the way.

    `embedded` counts whole files placed in the text and `drawn` charts and diagrams, which are not
    read; `characters` the letters and digits of all its text, read or kept apart.
    """

    items: tuple[WordItem, ...]
    changes: tuple[WordChange, ...]
    comments: tuple[WordComment, ...]
    kept: tuple[WordKept, ...]
    margins: tuple[Margin, ...]
    embedded: int
    drawn: int
    characters: int
