"""Where an agreement points: to its own clauses and schedules, and to documents outside it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.domain.agreement import Clause, CrossReference, DocumentReference
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
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
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:]")
_RELIES = re.compile(
    r"\b(?:available|located|found|published|posted|set (?:out|forth)|described|listed|stated|provided"
    r"|specified|accessible|contained|detailed|defined) (?:\w+ ){0,2}(?:at|on|in|under|by|via)\b"
    r"|\bincorporated\b|\bforms? (?:an? integral )?part\b|\bas (?:updated|amended|modified|revised|set)\b"
    r"|\b(?:in accordance|compl(?:y|iance)) with\b|\bsubject to\b|\bpursuant to\b|\bgoverned by\b"
    r"|\b(?:attached|annexed)\b|\bby reference\b|\bsee\b|\brefer to\b|\bbound by\b|\bagrees? to\b|\bread\b"
    r"|\bunder the\b",
    re.IGNORECASE,
)
_LONGEST_QUOTE = 60  # words
_LINK_WITHIN = 150  # characters


@once_per_vocabulary
def _documents(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["other_documents"])


# ---------------------------------------------------------------- within the document


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


# ---------------------------------------------------------------- outside the document


def find_document_references(
    clauses: tuple[Clause, ...],
    *,
    cross_references: tuple[CrossReference, ...],
    title: str,
    vocabulary: Vocabulary,
) -> tuple[DocumentReference, ...]:
    """Return the documents the text relies on and does not hold, one reference each, in text order."""
    found: dict[str, DocumentReference] = {}
    headings = " · ".join([title, *(c.text for c in clauses if c.kind in ("heading", "schedule"))]).lower()
    for clause in clauses:
        if clause.kind in ("contents", "heading", "schedule"):
            continue
        for reference in _named(clause, headings, vocabulary):
            kept = found.get(reference.title)
            if kept is None or (kept.url is None and reference.url is not None):
                found[reference.title] = reference
    for reference in _missing_schedules(clauses, cross_references):
        found.setdefault(reference.title, reference)
    return tuple(sorted(found.values(), key=lambda r: r.span))


def _named(clause: Clause, headings: str, vocabulary: Vocabulary) -> Iterator[DocumentReference]:
    names = _documents(vocabulary).find(clause.text)
    urls = list(_URL.finditer(clause.text))
    if not names and not urls:
        return
    for home in sentences(clause.text):
        words = clause.text[home.start : home.end]
        here = [
            (n, s)
            for n, s in names
            if home.contains(s) and clause.text[s.start : s.end].lower() not in headings
        ]
        links = [m for m in urls if home.start <= m.start() < home.end]
        if not (_RELIES.search(words) or (links and here)):
            continue
        span = home if len(words.split()) <= _LONGEST_QUOTE else None
        for name, place in here:
            link = _link_of(place, here, links)
            yield _reference(
                clause, name, link, span or Span(place.start, max(place.end, _end_of(link, links)))
            )
        if links and not here:
            yield _reference(clause, links[0][0], links[0][0], span or home)


def _link_of(place: Span, names: list[tuple[str, Span]], links: list[re.Match[str]]) -> str | None:
    """Return the address that follows a name with no other name in between."""
    following = min((s.start for _, s in names if s.start > place.start), default=None)
    return next(
        (
            m[0]
            for m in links
            if place.end <= m.start() <= place.end + _LINK_WITHIN
            and (following is None or m.start() < following)
        ),
        None,
    )


def _end_of(link: str | None, links: list[re.Match[str]]) -> int:
    return next((m.end() for m in links if m[0] == link), 0)


def _reference(clause: Clause, title: str, url: str | None, span: Span) -> DocumentReference:
    return DocumentReference(
        title, url, clause.document, _moved(clause, span), clause.text[span.start : span.end]
    )


def _missing_schedules(
    clauses: tuple[Clause, ...], pointers: Iterable[CrossReference]
) -> Iterator[DocumentReference]:
    document = clauses[0].document if clauses else ""
    for pointer in pointers:
        if pointer.resolved is None and re.match(SCHEDULE_WORDS, pointer.target):
            yield DocumentReference(pointer.target, None, document, pointer.span, pointer.quote)
