"""Where an agreement points to itself: "see clause 7.2", "the measures in Annex II"."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.domain.agreement import Clause, CrossReference
from pipeline.domain.places import Span
from pipeline.structure.numbering import SCHEDULE_WORDS

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-zA-Z0-9]{1,4}\))*"
_CLAUSE = re.compile(
    rf"(?:\b(?:clauses?|sections?|paragraphs?|sec\.|articles?|art\.)|§§?)\s*(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    rf"\b(?P<word>{SCHEDULE_WORDS})\s+(?:No\.?\s*)?(?P<value>\d{{1,2}}(?:\.\d{{1,2}})*|[IVX]{{1,5}}\b|[A-Z](?:-?\d)?\b)"
)
_LAWS = re.compile(
    r"(?:gdpr|dsgvo|regulation|directive|acts?|code|laws?|statutes?|treaty|tfeu|convention|sccs?|clauses|constitution|ccpa"
    r"|decree|ordinance|bdsg|tmg|tkg|bgb|hgb|urhg|rules|decision|iso|nist|usc|u\.s\.c)",
    re.IGNORECASE,
)
_NAMED_LAWS = re.compile(r"(?:GDPR|DSGVO|BDSG|TMG|TKG|BGB|HGB|UrhG|CCPA|SCCs?|TFEU|EU-SCCs?)")
_BESIDE_NUMBERS = re.compile(r"\s*(?:\([^()]{1,12}\)|[,–-]|\b(?:and|or|to|lit|sentence|No)\b\.?|\d[\d.]*)")
_WORDS_OF_A_LAW = 7  # "of the Swiss Federal Act on Data Protection"
_BEFORE_LAW = re.compile(
    r"(?:GDPR|DSGVO|BDSG|BGB|HGB|Directive|Regulation|Act|Code|Clauses|SCCs?|ISO[/\s\w]*)[\s,’'s]*(?:\(\w+\)\s*)?$"
)


def find_cross_references(clauses: tuple[Clause, ...]) -> tuple[CrossReference, ...]:
    """Return the pointers to clauses and schedules, each resolved to a clause id where it is there."""
    numbers = _numbers(clauses)
    return tuple(
        CrossReference(
            target,
            _moved(clause, span),
            clause.text[span.start : span.end],
            _resolve(target, clause, numbers),
        )
        for clause in clauses
        if clause.kind != "contents"
        for target, span in _pointers(clause)
    )


def _pointers(clause: Clause) -> Iterator[tuple[str, Span]]:
    """Yield what a clause points to; its own number points nowhere."""
    own = len(clause.number) if clause.text.startswith(clause.number) else 0
    for pattern in (_CLAUSE, _SCHEDULE):
        for match in pattern.finditer(clause.text, own):
            if not _is_law(clause.text, match.start(), match.end()):
                yield _target(match), Span(match.start(), match.end())


def _target(match: re.Match[str]) -> str:
    parts = match.groupdict()
    return _plain(parts["number"]) if "number" in parts else f"{parts['word'].title()} {parts['value']}"


def _is_law(text: str, start: int, end: int) -> bool:
    """Tell "Article 28 of the GDPR" and "GDPR Article 28" from a clause of this document."""
    if _BEFORE_LAW.search(text[max(0, start - 30) : start]):
        return True
    for _ in range(8):
        beside = _BESIDE_NUMBERS.match(text, end)
        if not beside:
            break
        end = beside.end()
    words = re.split(r"[;:()]|\.\s", text[end : end + 80], maxsplit=1)[0].split()
    if not words:
        return False
    if words[0].lower() in ("of", "in", "under"):
        return any(_LAWS.fullmatch(word.strip("“”\",.’'")) for word in words[1 : _WORDS_OF_A_LAW + 1])
    return bool(_NAMED_LAWS.fullmatch(words[0].strip(",.")))


def _plain(number: str) -> str:
    return re.sub(r"\s+", "", number)


def _numbers(clauses: Iterable[Clause]) -> Mapping[str, str]:
    """Map the full number of each clause to its id, the first where one comes twice."""
    numbers: dict[str, str] = {}
    for clause in clauses:
        if clause.path and clause.number:
            numbers.setdefault(clause.path.lower(), clause.id)
    return numbers


def _resolve(target: str, clause: Clause, numbers: Mapping[str, str]) -> str | None:
    """Look for the number in the schedule that points first, then in the body."""
    here = f"{clause.path.split(', ', maxsplit=1)[0]}, {target}".lower()
    above = target.split("(", maxsplit=1)[0].lower()  # "(a)" may stand within the text of its clause
    return numbers.get(here) or numbers.get(target.lower()) or numbers.get(above)


def _moved(clause: Clause, span: Span) -> Span:
    return Span(clause.span.start + span.start, clause.span.start + span.end)
