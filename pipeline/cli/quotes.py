"""Whether what a review.json quotes stands in the documents, word for word and at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pipeline.domain.document import Document
from pipeline.domain.places import Span

Json = dict[str, Any]

# Of an agreement, beside its documents and clauses: where evidence stands, however deep.
PARTS = ("findings", "references", "placeholders", "responsibilities", "precedence", "frameworks")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a review gives as a document's, with span and place where it names them."""

    document: str
    words: str
    span: Span | None
    place: Json | None


@dataclass(frozen=True, slots=True)
class Misquote:
    """A quote that does not hold, and why in a clause."""

    quote: Quote
    why: str


def quotes_in(agreement: Json) -> Iterator[Quote]:
    """Yield every quote of one agreement; raises KeyError, TypeError, ValueError for what is no review."""
    for clause in agreement["clauses"]:
        yield Quote(clause["document"], clause["text"], Span(*clause["span"]), None)
    for document in agreement["documents"]:
        # A comment's place is that of its anchor, which need not be where the words begin.
        yield from (_without_place(q) for q in _quotes_below(document.get("comments", []), document["id"]))
        others = {name: value for name, value in document.items() if name != "comments"}
        yield from _quotes_below(others, document["id"])
    for part in PARTS:
        for entry in agreement.get(part, ()):
            yield from _quotes_below(entry, "")


def checkable(agreement: Json, documents: Mapping[str, Document]) -> Iterator[Quote]:
    """Yield the quotes from these documents, by id; those of no document only where none is missing."""
    whole = len(documents) == len(agreement["documents"])
    for quote in quotes_in(agreement):
        if quote.document in documents if quote.document else whole:
            yield quote


def misquotes(agreement: Json, documents: Mapping[str, Document]) -> Iterator[Misquote]:
    """Yield what does not hold of the quotes that can be checked with these documents."""
    for quote in checkable(agreement, documents):
        if why := _why_not(quote, documents):
            yield Misquote(quote, why)


def _quotes_below(entry: Any, document: str) -> Iterator[Quote]:
    """Walk dicts and lists: evidence stands in findings, in their notes, in what was searched."""
    if isinstance(entry, list):
        for item in entry:
            yield from _quotes_below(item, document)
    elif isinstance(entry, dict):
        if "quote" in entry:
            span = Span(*entry["span"]) if "span" in entry else None
            yield Quote(entry.get("document", document), entry["quote"], span, entry.get("place"))
        for value in entry.values():
            yield from _quotes_below(value, document)


def _without_place(quote: Quote) -> Quote:
    return replace(quote, place=None)


def _why_not(quote: Quote, documents: Mapping[str, Document]) -> str:
    if quote.span is None:
        among = [documents[quote.document]] if quote.document else documents.values()
        return "" if any(quote.words in d.text for d in among) else "the words are in none of the documents"
    document = documents[quote.document]
    if document.quote(quote.span) != quote.words:
        elsewhere = quote.words in document.text
        return "the words stand elsewhere in it" if elsewhere else "the words are not in it"
    if quote.place is not None and quote.place != _place(document, quote.span):
        return "the words stand at another place on paper"
    return ""


def _place(document: Document, span: Span) -> Json | None:
    place = document.locate(span)
    if place is None:
        return None
    written = asdict(place)
    return written | {"box": [round(edge, 2) for edge in written["box"]]} if "box" in written else written
