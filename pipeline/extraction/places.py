"""Where: countries, blocs, states, cities and cloud regions that a text names as places of data.

"Germany, Ireland and the EEA" is one list. A law ("EU GDPR", "laws of Ohio") and a pronoun in
capitals ("CONTACT US") name no place.
"""

import re
from collections.abc import Iterator

from pipeline.domain.places import Span
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.denied import is_elsewhere
from pipeline.extraction.other_places import is_no_place_of_data
from pipeline.extraction.party_words import any_of
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_JOINS = re.compile(
    r"[\s,;/()&•|-]*(?:(?:and/or|and|or|as well as|including|the|in|within|any|both)\b[\s,;/()]*)*"
)
# A place that is joined to one that counts for nothing counts for nothing either: "outside the EEA (“EEA”)".
_JOINS_NO_PLACE = re.compile(r"(?:[\s,;/()&\"“”‘’'-]|\band/or\b|\band\b|\bor\b|\bthe\b)*")
_COMPANY_AFTER = re.compile(
    r",?\s+(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|S\.?A\.?S?|Corp|PLC|plc|Pty|LLP)\b"
)
_LAW_AFTER = re.compile(
    r"\s*[’']?s?\s*(?:GDPR|General Data|Regulations?|Directives?|SCCs?|Standard|Commission|Data Protection"
    r"|Data Privacy|Privacy|Consumer Privacy|Civil Code|and\s+foreign\b|[Ll]aws?\b"
    r"|(?:or (?:EU |EEA )?)?Member State law|Model|[Dd]ollars?|Patent"
    r"|Trademark|citizens?|nationals?|residents?|Addendum|IDTA|GAAP|Treasury|Department|Government|federal"
    r"|[Pp]ersonal\s+[Dd]ata|[Dd]ata\s+[Ss]ubjects?|Users?\b|[Jj]udicial|[Rr]egulator|[Cc]opyright|[Ee]xport|Code|Act\b|-U\.S|-US|-Swiss|/US|&\s?EU)",
)
_LAW_BEFORE = re.compile(
    r"(?:\blaws?\s+(?:of|in)\s+(?:the\s+)?(?:(?:State|Commonwealth|Province)\s+of\s+)?"
    r"|\bcourts?\s+(?:of|in|located\s+in|sitting\s+in)\s+(?:\w+\s+){0,4}?(?:the\s+)?(?:State\s+of\s+)?"
    r"|\bgoverned\s+by\s+(?:the\s+)?|\bincorporated\s+(?:in|under)\s+(?:the\s+)?(?:laws\s+of\s+)?"
    r"|(?<!data\s)\b(?:residence|domiciled?)\b[^.;,]{0,20}\bin\s+(?:the\s+)?"
    r"|\b(?:you|who|customers?|users?|consumers?|individuals?|subjects?)\s+(?:(?:is|are)\s+)?"
    r"(?:resides?|residing|located|domiciled)\s+in\s+(?:the\s+)?"
    r"|\b(?:registered|established)\s+in\s+|\b(?:Regulation|Directive|Decision)\s*\("
    r"|Privacy Shield\W+|EU-|Law of )$",
    re.IGNORECASE,
)
_LICENSED = re.compile(
    r"[\s,]*(?:and\s+)?(?:right|licen[cs]e|royalty|non-?exclusive|perpetual|sub-?licen[cs]|irrevocable|transferable|fully\b|paid-up)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\b(?:royalty-?free|non-?exclusive|perpetual|irrevocable|sub-?licen[cs]able|paid-up|transferable|limited)[\s,]+(?:and\s+)?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\d{4,6}\s*[,\s]\s*$|\b[A-Z]{2}\s?\d{5}(?:-\d{4})?,?\s*$"
    r"|\b(?:Street|St\.?|Road|Avenue|Ave\.?|Suite|Floor|Blvd\.?|Drive|Lane)\b[^.;]{0,40}$"
)


_PLACE = (
    r"(?:regions?|locations?|data\s?-?\s?cent(?:re|er)s?|geograph(?:y|ies)|countr(?:y|ies)|territor(?:y|ies)|zones?"
    r"|jurisdictions?)"
)
_CHOSEN = (
    r"(?:selected|chosen|specified|designated|picked|configured|elected|nominated|determined|approved|selects?|chooses?"
    r"|specif(?:y|ies)|designates?|picks?|configures?)"
)
_PICKED = (
    "select",
    "chos",
    "choos",
    "choice",
    "specif",
    "designat",
    "pick",
    "configur",
    "elect",
    "nominat",
    "determin",
    "approv",
)
CHOICE = "chosen by customer"
"""How a region that is not named but picked by the customer is written."""


@once_per_vocabulary
def _choice(vocabulary: Vocabulary) -> re.Pattern[str]:
    who = rf"(?:the\s+)?(?:{any_of((*vocabulary['parties']['customer'], *vocabulary['parties']['you']))})"
    return re.compile(
        rf"\b{_PLACE}\s+(?:(?:that|which)\s+)?(?:(?:is|are|was|has\s+been|have\s+been)\s+)?(?:{_CHOSEN}\s+(?:in\s+writing\s+)?by\s+{who}\b"
        rf"|{who}\s+(?:has\s+|have\s+)?{_CHOSEN}\b|of\s+{who}['’]?s?\s+(?:choice|choosing|selection)\b)"
        rf"|\b{who}['’]?s?[\s-]+{_CHOSEN}\s+(?:[\w-]+\s+){{0,2}}?{_PLACE}\b",
        re.IGNORECASE,
    )


@once_per_vocabulary
def _regions(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["regions"])


def find_regions(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield a term for each list of places, its names joined by "; " in the order of the text."""
    run: list[tuple[str, Span]] = []
    left_out: Span | None = None
    for name, span in _regions(vocabulary).find(text):
        joined = left_out and _JOINS_NO_PLACE.fullmatch(text, left_out.end, span.start)
        if joined or not _is_place(text, span) or _is_not_of_data(text, span, vocabulary):
            left_out = span
            continue
        left_out = None
        if run and not _JOINS.fullmatch(text, run[-1][1].end, span.start):
            yield _list(text, run)
            run = []
        run.append((name, span))
    if run:
        yield _list(text, run)
    lowered = text.lower()
    if any(sign in lowered for sign in _PICKED):
        for match in _choice(vocabulary).finditer(text):
            yield Term(TermType.REGION, CHOICE, Span(match.start(), match.end()), match[0])


def region_names(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, Span], ...]:
    """Return every place named, those in the names of laws too."""
    return _regions(vocabulary).find(text)


def _is_place(text: str, span: Span) -> bool:
    if _LICENSED.match(text, span.end) or _LICENCE.search(text, max(0, span.start - 40), span.start):
        return False
    if text[span.start : span.end] == "US" and text[max(0, span.start - 24) : span.end].isupper():
        return False
    before = text[max(0, span.start - 60) : span.start]
    if _COMPANY_AFTER.match(text, span.end):
        return False
    return not (_LAW_AFTER.match(text, span.end) or _LAW_BEFORE.search(before) or _ADDRESS.search(before))


def _is_not_of_data(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    return is_elsewhere(text, span, vocabulary) or is_no_place_of_data(text, span, vocabulary)


def _list(text: str, run: list[tuple[str, Span]]) -> Term:
    span = Span(run[0][1].start, run[-1][1].end)
    return Term(
        TermType.REGION, "; ".join(dict.fromkeys(name for name, _ in run)), span, text[span.start : span.end]
    )
