"""Small agreements made by hand for these tests, and the cues of the clause library."""

from dataclasses import dataclass
from functools import cache

from pipeline.domain.agreement import Agreement, Clause, Party
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.domain.requirements import Library
from pipeline.library import load_library
from pipeline.library.cues import CueIndex, index_cues


@cache
def library() -> Library:
    return load_library()


@cache
def cues() -> CueIndex:
    return index_cues(library())


@dataclass(frozen=True)
class Part:
    """A clause to be; `under` is the place of its parent among the parts."""

    text: str
    heading: str = ""
    kind: str = "clause"
    under: int | None = None


def agreement(*parts: Part | str, parties: tuple[Party, ...] = ()) -> Agreement:
    """Return an agreement with one clause a part, joined by blank lines."""
    made = [p if isinstance(p, Part) else Part(p) for p in parts]
    text, clauses = "", []
    for number, part in enumerate(made, start=1):
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(part.text))
        text += part.text
        parent = None if part.under is None else f"d1.c{part.under + 1}"
        clauses.append(
            Clause(
                f"d1.c{number}", "d1", "", "", part.heading, part.text, span, parent=parent, kind=part.kind
            )
        )
    document = Document("d1", Source("paper.txt", "text/plain", "0" * 64, len(text)), text, ())
    return Agreement(document, "dpa", 1.0, "en", True, "", tuple(clauses), parties=parties)
