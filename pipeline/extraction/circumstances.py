"""What a duration is for (its role) and what it runs from (its trigger), from the words around it."""

import re

from pipeline.domain.places import Span
from pipeline.extraction.durations import Duration
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

_AFTER, _BEFORE = 90, 110  # characters looked at on either side, within the sentence
_NEVER_RECURRING = ("liability", "insolvency", "fees", "payment", "term", "renewal")


def _before(*words: str, gap: int = 60) -> re.Pattern[str]:
    """Match words that stand before the value, at most `gap` characters away."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b[^.]{{0,{gap}}}$", re.IGNORECASE)


def _after(*words: str, between: int = 3) -> re.Pattern[str]:
    """Match words that follow the value, at most `between` words on."""
    return re.compile(
        rf"[^\w.]{{0,3}}(?:[\w'’-]+[^\w.]+){{0,{between}}}(?:{'|'.join(words)})\b", re.IGNORECASE
    )


_Around = re.Pattern[str] | None

# What a duration is for, tried in order: the words before the value, the words after it.
_ROLES: tuple[tuple[str, _Around, _Around], ...] = (
    (
        "liability",
        _before(r"(?:fees?|amounts?)\s[^.]{0,60}\b(?:paid|payable|due|received)"),
        _after(
            "preceding the",
            "prior to the (?:event|claim|cause|date on which|act)",
            "preceding such",
            between=2,
        ),
    ),
    ("insolvency", _before("dismissed", r"insolven\w+", "bankruptcy"), None),
    (
        "fees",
        None,
        _after(
            "subscription",
            "fees?",
            "charges?",
            "plan",
            "billing",
            r"invoic\w+",
            "price",
            "payments?",
            "rate",
            between=1,
        ),
    ),
    (
        "payment",
        _before(
            "pay",
            "paid",
            "payable",
            "payment",
            "invoiced?",
            "invoices",
            "overdue",
            "past due",
            "interest",
            gap=70,
        ),
        _after(
            r"(?:of|after|from) (?:\w+ ){0,3}(?:invoice|billing|due date)", "past due", "overdue", between=2
        ),
    ),
    (
        "objection",
        _before("objects?", "objections?", "objecting", gap=110),
        _after("objects?", "objection", between=9),
    ),
    (
        "cure",
        _before("cured?", "cures", "remed(?:y|ied|ies)", "uncured", r"rectif\w+"),
        _after("cure", "remedy", "be remedied", "rectify", between=7),
    ),
    (
        "renewal",
        _before(r"renew\w*", "successive", "extend(?:ed)?", r"prolong\w*"),
        _after("renewal", "successive", between=5),
    ),
    (
        "term",
        _before("initial term", "term of", "minimum term", "contract term", "contract period", gap=40),
        None,
    ),
    (
        "notice",
        _before("prior notice", "advance notice", "notice (?:period )?of", "notice periods?", gap=40),
        _after(
            "notice",
            "notification",
            "in advance",
            "prior",
            "before",
            "ahead",
            "advance",
            "beforehand",
            "preceding",
        ),
    ),
    (
        "retention",
        _before(
            "retain(?:ed|s)?",
            "retention",
            "kept",
            "keep",
            "stored?",
            "preserved?",
            "maintain(?:ed|s)?",
            "held",
            "saved",
            "archived?",
            "available",
            "accessible",
            "lifecycle",
            gap=70,
        ),
        _after("retention", "backups?", "history", "snapshots?", between=1),
    ),
    ("response", _before("respond", "response", r"acknowledg\w+", "reply", "resolution", "resolve"), None),
    (
        "deadline",
        _before(
            "within",
            "no later than",
            "not later than",
            "at the latest",
            "no more than",
            "not exceed(?:ing)?",
            "maximum",
            "up to",
            "after",
            "by",
            "in",
            gap=24,
        ),
        None,
    ),
    ("retention", _before("for", gap=20), None),
)


@once_per_vocabulary
def _triggers(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["triggers"])


def sentence_around(text: str, span: Span, spans: tuple[Span, ...] | None = None) -> Span:
    """Return the sentence that holds the start of the span."""
    spans = sentences(text) if spans is None else spans
    return next((s for s in spans if s.start <= span.start < s.end), Span(0, len(text)))


def role_of(text: str, duration: Duration, *, sentence: Span) -> str:
    """Return what the duration is for; "period" where the words don't say."""
    before = text[max(sentence.start, duration.span.start - _BEFORE) : duration.span.start]
    after = text[duration.span.end : min(sentence.end, duration.span.end + _AFTER)]
    for role, wanted_before, wanted_after in _ROLES:
        if wanted_before and wanted_before.search(before):
            return _or_frequency(role, duration, before)
        if wanted_after and wanted_after.match(after):
            return _or_frequency(role, duration, before)
    return "frequency" if _is_recurring(duration, before) else "period"


def _or_frequency(role: str, duration: Duration, before: str) -> str:
    return "frequency" if _is_recurring(duration, before) and role not in _NEVER_RECURRING else role


def _is_recurring(duration: Duration, before: str) -> bool:
    return duration.is_frequency or bool(
        re.search(r"\b(?:every|each|once\s+(?:per|in\s+any|every|in\s+an?y?)|any)\s+$", before, re.IGNORECASE)
    )


def trigger_of(text: str, duration: Duration, *, sentence: Span, vocabulary: Vocabulary) -> str | None:
    """Return the event the time runs from: first what follows the duration, else what comes before."""
    after = text[duration.span.end : min(sentence.end, duration.span.end + _AFTER)]
    found = _triggers(vocabulary).find(after)
    if found:
        return found[0][0]
    before = text[max(sentence.start, duration.span.start - 2 * _BEFORE) : duration.span.start]
    found = _triggers(vocabulary).find(before)
    return found[-1][0] if found else None
