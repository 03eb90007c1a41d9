"""What in the papers is there to deceive, or was read with little certainty."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.assessment.within import Look, Set
from pipeline.domain.apart import Apart
from pipeline.domain.document import Document
from pipeline.domain.places import PageBox
from pipeline.domain.review import Evidence, Finding

UNSURE = 0.85  # mean confidence of a page read from its picture, below which a person should look
_REASONS = 3  # named in a warning; the reading report names each


def warnings_about(document: Document) -> Iterator[str]:
    """Yield the sentences on text that a reader of the paper would not see, or would see as another."""
    name = document.source.name
    apart = [s for s in document.set_aside if s.kind is Apart.HIDDEN]
    hidden = [s for s in apart if s.span is None]
    if hidden:
        places = "1 place" if len(hidden) == 1 else f"{len(hidden):,} places"
        reasons = [r for r in dict.fromkeys(s.why for s in hidden) if r]
        more = ", …" if len(reasons) > _REASONS else ""
        why = f" ({', '.join(reasons[:_REASONS])}{more})" if reasons else ""
        yield f"{name} holds hidden text in {places}{why}: it is no part of this review; ask why it is there."
    disguised = len(apart) - len(hidden)
    if disguised:
        words = "a word that is" if disguised == 1 else f"{disguised:,} words that are"
        look = "it looks" if disguised == 1 else "they look"
        yield (
            f"{name} holds {words} not what {look} like (letters of another alphabet, invisible characters): "
            "findings that rest on such words need review."
        )


def doubting(within: Set) -> Look:
    """Return the look that asks for review of findings on disguised words or pages hard to read."""
    return lambda finding, _requirement, _passages: _doubted(finding, within)


def _doubted(finding: Finding, within: Set) -> Finding:
    reasons = dict.fromkeys(r for e in finding.evidence for r in _doubts(e, within))
    if not reasons:
        return finding
    return replace(
        finding, needs_review=True, reason=" ".join(filter(None, (_closed(finding.reason), *reasons)))
    )


def _doubts(evidence: Evidence, within: Set) -> Iterator[str]:
    document = within.documents[evidence.document].document
    if any(s.span and s.span.overlaps(evidence.span) for s in document.set_aside):
        yield "Its words are not all what they look like: read them at their place."
    if isinstance(evidence.place, PageBox):
        sure = {p.page: p.confidence for p in document.pages_by_ocr}
        page = evidence.place.page
        if sure.get(page, 1.0) < UNSURE:
            yield f"Page {page} was hard to recognise: check the quote against the picture."


def _closed(reason: str) -> str:
    return reason if not reason or reason.endswith((".", "!", "?", "…")) else f"{reason}."
