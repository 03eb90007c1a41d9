"""Words of a contract with their place, as every JSON of this program writes them."""

from typing import Any

from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt, Place, Span
from pipeline.domain.review import Evidence
from pipeline.reports.outline import page_of

Json = dict[str, Any]


def evidence_as_json(evidence: Evidence) -> Json:
    """Return words of a contract with their place."""
    return {
        "document": evidence.document,
        "clause": evidence.clause,
        "span": span_as_json(evidence.span),
        "page": page_of(evidence.place),
        "quote": evidence.quote,
        "stance": evidence.stance.value,
        "found_by": evidence.found_by,
        "place": place_as_json(evidence.place),
    }


def place_as_json(place: Place | None) -> Json | None:
    """Return a place in the form of its format."""
    match place:
        case PageBox(page=page, box=box):
            return {"page": page, "box": [round(edge, 2) for edge in box]}
        case ParagraphAt(part=part, paragraph=paragraph):
            return {"part": part, "paragraph": paragraph}
        case ElementAt(element=element):
            return {"element": element}
        case LineAt(line=line):
            return {"line": line}
        case None:
            return None


def span_as_json(span: Span) -> list[int]:
    """Return start and end in characters of the document's text."""
    return [span.start, span.end]


def confidence_as_json(confidence: float) -> float:
    """Return a confidence to two places: what lies beyond differs from one machine to another."""
    return round(float(confidence), 2)
