"""What a duration is for (its role), from the words around it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.domain.places import Span
from pipeline.extraction.units import Duration

_AFTER, _BEFORE = 90, 110  # characters looked at on either side, within the sentence
_REACH = 700  # characters of a sentence on either side that can say something of a value in it
_NEVER_RECURRING = (
    *("liability", "insolvency", "fees", "payment", "term", "renewal", "measure", "lag", "idle"),
)


def _before(*words: str, gap: int = 60) -> re.Pattern[str]:
    """Match words that stand before the value, at most `gap` characters away."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b[^.]{{0,{gap}}}$", re.IGNORECASE)


def _after(*words: str, between: int = 3) -> re.Pattern[str]:
    """Match words that follow the value, at most `between` words on."""
    return re.compile(
        rf"[^\w.;]{{0,3}}(?:[\w'’-]+[^\w.;]+){{0,{between}}}(?:{'|'.join(words)})\b", re.IGNORECASE
    )


# "Within 30 days after notice" runs from a notice and is none.
_RUNS_FROM = re.compile(
    r"\b(?:after|from|following|upon|receipt|receiving|of\s+(?:the|such|that|its|our|this|any|a|written))\b",
    re.IGNORECASE,
)
# "Terminate where it lasts two consecutive months": how long something goes on, not what is owed.
_GOES_ON = re.compile(r"\b(?:consecutive|continuous|contiguous|successive)\b", re.IGNORECASE)
# Between "for" and a time, these leave it how long something lasts: "for up to a", not "for Customer".
_HOW_LONG = (
    r"(?:an?|the|up|to|at|no|not|of|least|most|more|less|longer|shorter|fewer|than|over|only|about|approximately"
    r"|another|further|additional|subsequent|maximum|minimum|total|initial|last|past|period|periods|time|which)"
)
_Around = re.Pattern[str] | None

# What a duration is for, tried in order: the words before the value, the words after it.
_ROLES: tuple[tuple[str, _Around, _Around], ...] = (
    (
        "liability",
        re.compile(
            r"\b(?:fees?|amounts?)\s[^.]{0,60}\b(?:paid|payable|due|received)\b[^.]{0,60}"
            r"\b(?:in|during|over|the|last|past|previous|prior|preceding)\s+$",
            re.IGNORECASE,
        ),
        _after(
            r"(?:immediately )?preceding (?:the|such|any) (?:first |last )?"
            r"(?:event|claim|incident|cause|date|act|month|liability|loss|occurrence)",
            r"prior to the (?:claim|cause|date on which|act|event (?:giving|that|which|from|out|on|upon))",
            between=2,
        ),
    ),
    # "99.99% yearly durability" measures, a replica "on a one-hour delay" lags: neither says how often.
    (
        "measure",
        None,
        _after(r"(?:data\s+)?durability", "uptime", "availability", "average", "percentage", between=0),
    ),
    # Nothing is owed in hours "rounded up to one day", nor in months that an account is "inactive for".
    ("measure", _before(r"rounded (?:up|down|off)", gap=25), None),
    (
        "idle",
        _before(
            r"inactiv\w+",
            "dormant",
            "idle",
            r"(?:not|never|isn['’]t|hasn['’]t) (?:been )?(?:used|logged in|accessed)",
            "unused",
            gap=40,
        ),
        _after("of (?:inactivity|non-use|disuse|dormancy)", "inactivity", between=0),
    ),
    ("lag", None, _after("delay", "lag", "latency", "behind", between=0)),
    # "Restored to any point in the past 30 days" says how far back copies reach.
    (
        "reach",
        re.compile(
            r"\b(?:restor\w*|recover\w*|roll\w*\s+back|point[\s-]in[\s-]time|point)\b[^.;]{0,70}\b(?:past|last|previous|preceding|prior)\s+$",
            re.IGNORECASE,
        ),
        _after("ago", r"(?:look|roll)[\s-]?back", "recovery window", r"point[\s-]in[\s-]time", between=0),
    ),
    # "Forty hours of assistance" are an amount of work.
    (
        "effort",
        None,
        _after(
            r"of (?:free |paid |professional )?(?:assistance|consult\w+|training|work|labou?r|help)",
            between=0,
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
            "rates?",
            between=1,
        ),
    ),
    # "Fails to cure a breach, a failure to pay included, within 30 days" is a time to cure.
    (
        "cure",
        _before(
            *("cure", "uncured", r"(?:fails?|failed) to remedy"),
            r"(?:not|un)\s?(?:been )?(?:cured|remedied|restored|rectified)",
            gap=80,
        ),
        None,
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
        "notice",
        None,
        re.compile(
            r"(?:['’]s?)?[^\w.;]{0,3}(?:(?:prior|written|advance|advanced|further|previous|clear|formal|in)[^\w.;]+){0,3}"
            r"(?:notice|notification)\b",
            re.IGNORECASE,
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
    ("retention", re.compile(rf"\bfor\s+(?:{_HOW_LONG}\s+)*$", re.IGNORECASE), None),
)


def sentence_around(text: str, span: Span, spans: Sequence[Span]) -> Span:
    """Return the sentence that holds the start of the span, as far as it lies within reach of it."""
    at = bisect_right(spans, span.start, key=lambda s: s.start) - 1
    whole = spans[at] if at >= 0 and span.start < spans[at].end else Span(0, len(text))
    return Span(max(whole.start, span.start - _REACH), min(whole.end, span.end + _REACH))


def role_of(text: str, duration: Duration, *, sentence: Span) -> str:
    """Return what the duration is for; "period" where the words don't say."""
    if _GOES_ON.search(text, duration.span.start, duration.span.end):
        return "measure"
    before = text[max(sentence.start, duration.span.start - _BEFORE) : duration.span.start]
    after = text[duration.span.end : min(sentence.end, duration.span.end + _AFTER)]
    for role, wanted_before, wanted_after in _ROLES:
        if wanted_before and wanted_before.search(before):
            return _or_frequency(role, duration, before)
        following = wanted_after.match(after) if wanted_after else None
        if following and not (role == "notice" and _RUNS_FROM.search(following[0])):
            return _or_frequency(role, duration, before)
    return "frequency" if _is_recurring(duration, before) else "period"


def _or_frequency(role: str, duration: Duration, before: str) -> str:
    return "frequency" if _is_recurring(duration, before) and role not in _NEVER_RECURRING else role


def _is_recurring(duration: Duration, before: str) -> bool:
    return duration.is_frequency or bool(
        re.search(r"\b(?:every|each|once\s+(?:per|in\s+any|every|in\s+an?y?)|any)\s+$", before, re.IGNORECASE)
    )
