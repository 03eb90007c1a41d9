"""Where the annotators' quotes stand in the document as this program read it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.evaluation.corpus import Annotated, GoldPassage

ENOUGH = 20  # characters of a quote in a sentence that make the sentence a labelled one
SHARE = 0.5  # or this share of the quote, where it is shorter


class Letters:
    """A text's letters and digits, lower-cased, with the way back to its characters."""

    def __init__(self, text: str) -> None:
        kept = [(i, c) for i, c in enumerate(text.lower()) if c.isalnum() and c.isascii()]
        self.text = "".join(c for _, c in kept)
        self._at = [i for i, _ in kept]

    def span(self, start: int, length: int) -> Span:
        """Return the characters that letters `start` to `start + length` cover."""
        return Span(self._at[start], self._at[start + length - 1] + 1)


def place_quotes(agreement: Annotated, document: Document) -> list[tuple[GoldPassage, Span]]:
    """Return each gold passage with the span of its quote in the document; those not found are left out."""
    return places_in(agreement, document.text)


def places_in(agreement: Annotated, text: str) -> list[tuple[GoldPassage, Span]]:
    """Return the same for the agreement's words as they stand in a text."""
    whole = Letters(text)
    paragraphs = [Letters(p).text for p in agreement.paragraphs]
    starts = _starts(whole.text, paragraphs)
    found = []
    for passage in agreement.passages:
        quote = Letters(passage.quote).text
        at = whole.text.find(quote, starts[passage.p]) if quote else -1
        if at >= 0:
            found.append((passage, whole.span(at, len(quote))))
    return found


def paragraph_at(agreement: Annotated, document: Document) -> list[int]:
    """Return for each paragraph the character of the document at which it begins."""
    whole = Letters(document.text)
    starts = _starts(whole.text, [Letters(p).text for p in agreement.paragraphs])
    return [whole.span(s, 1).start if s < len(whole.text) else len(document.text) for s in starts]


def labels_in(span: Span, placed: Iterable[tuple[GoldPassage, Span]]) -> tuple[GoldPassage, ...]:
    """Return the passages whose quote lies, for a good part, in the span; one a requirement and stance."""
    found: dict[tuple[str, str], list[GoldPassage]] = defaultdict(list)
    for passage, place in placed:
        common = min(span.end, place.end) - max(span.start, place.start)
        if common >= min(ENOUGH, SHARE * len(place)):
            found[passage.req, passage.stance].append(passage)
    return tuple(group[0] for group in found.values())


def index_of(starts: list[int], span: Span) -> int:
    """Return the index of the paragraph in which the span begins."""
    return max(0, bisect_right(starts, span.start) - 1)


def _starts(whole: str, paragraphs: list[str]) -> list[int]:
    starts, at = [], 0
    for text in paragraphs:
        found = whole.find(text, at) if text else at
        at = found if found >= 0 else at
        starts.append(at)
        at += len(text) if found >= 0 else 0
    return starts
