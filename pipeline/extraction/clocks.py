"""From which event a time runs: "after becoming aware", "of receipt of the request", "upon termination".

A time may be counted back from an event: "30 days before the change takes effect" runs from
"before change". A notice of so many days that is tied to no event runs from the notice. An event that
the vocabulary doesn't know is given in the clause's own words.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.places import Span
from pipeline.domain.terms import Sense
from pipeline.extraction.units import Duration
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_AFTER, _BEFORE = 150, 260  # characters looked at on either side, within the sentence
_EVENT = 90  # characters in which the event stands after its connecting word
_CLOSE = 45  # an event so near before a duration needs no comma to be its own
_ON = (
    r"after|(?:in|during)\s+which(?!\s+to\b)|following|from|upon|since|once|when|as\s+of|as\s+from|starting|commencing|beginning|counted|calculated|measured"
    r"|subsequent\s+to|past|on"
)
_BACK = r"before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding|until|previous\s+to"
_ASIDE = r"\([^()]{0,140}\)"
_OF = re.compile(
    r"^(?:['’]s?)?[\s,\])]*(?:\([^()]{0,140}\)\s*|,[^,.;]{1,40},\s*)?(?:(?:period|time|calendar|or\s+less|at\s+the\s+latest|maximum|deadline)\s+)*of\s+(?!notice\b|warning\b|the\s+(?:week|year)\b)",
    re.IGNORECASE,
)
_CONNECTED = re.compile(
    rf"^(?P<filler>\s?[)\]]?(?:{_ASIDE}|[^.;:()]){{0,75}}?)\b(?:(?P<back>{_BACK})|(?P<on>{_ON}))\b\s*",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r",\s+(?:and|but|or|unless|provided|whereupon|failing|after\s+which|in\s+which\s+case)\b|\b(?:unless|and\s+(?:shall|will|must|may)|if)\b",
    re.IGNORECASE,
)
_THEREAFTER = re.compile(
    r"^\W*(?:(?:period|days)\s+)?(?:thereof|thereafter|afterwards?|after\s+(?:that|it|this|doing\s+so|which)(?=\s*(?:[,.;:)]|and\b|or\b|$))|thereupon|later"
    r"|(?:of|from|after|following)\s+(?:such|that|the|this)\s+(?:event|date|time|moment|day|period)\b(?!\s+(?:of|on|that|when|it|the|you|we)))",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^(?:['’]s?)?[\s,\])]*(?:(?:prior|advance|advanced|written|previous|further|clear|formal|due|electronic|e-?mail|and|in)\W+){0,4}"
    r"(?:notice|notification|warning)\b",
    re.IGNORECASE,
)
_NOTICE_OF = re.compile(
    r"\b(?:notice|notification|warning)(?:\s+periods?)?\s+(?:of|is|shall\s+be|will\s+be)\s+(?:[\w’']+\s+){0,4}$",
    re.IGNORECASE,
)
_IN_ADVANCE = re.compile(
    r"^[\s,)\]]*(?:in\s+advance|beforehand|ahead|earlier|prior|before\s+(?:it|they|doing\s+so|that|this|such\s+date))\b(?!\s+(?:to|of)\b|\s+\w*\s*(?:notice|written))",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    rf"(?:^|[\s,;:(—–])(?P<lead>upon|on|after|following|once|when|whenever|where|if|as\s+soon\s+as|in\s+(?:the\s+)?(?:event|case)(?:\s+of|\s+that)?|as\s+of|from|at|{_BACK})\s+",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:for|period\s+of|least|minimum\s+of|keeps?|retains?)\s+(?:[\w’']+\s+){0,3}$", re.IGNORECASE
)
# "Receipt of the request" runs from the request, and "the incident is confirmed" from its confirmation.
_RECEIVED = frozenset({"receipt", "effective date"})
_HAPPENS = frozenset({"incident", "breach", "outage", "change"})
_IS_DONE = re.compile(r"\b(?:is|was|are|were|been|being)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"[;.,]\s*(?:and\s+)?(?:the|such|this|that|which|said)\s+(?:period|time|deadline|term|clock|days)\s+(?:\w+\s+){0,3}?"
    r"(?:begins?|beginning|starts?|starting|runs?|running|commences?|commencing|counted|counts|start)\s+(?:with|on|from|upon|at|as\s+of)\s+",
    re.IGNORECASE,
)
_YIELDING = 50  # characters on which the event itself may follow
_RAW = re.compile(
    r"(?:the\s+|an?\s+|any\s+|such\s+|its\s+|their\s+|his\s+|our\s+|your\s+|each\s+)*(?P<event>[a-z][\w’'-]*(?:\s+[\w’'-]+){0,5})",
    re.IGNORECASE,
)
_RAW_ENDS = re.compile(
    r"\s+(?:shall|will|must|may|is|are|and|or|if|unless|to|by|in|at|for|with|within|without|provided|as|that|which|who)\b",
    re.IGNORECASE,
)
_NO_EVENT = frozenset(
    {
        "time",
        "date",
        "day",
        "end",
        "customer",
        "provider",
        "the",
        "this",
        "it",
        "them",
        "us",
        "you",
        "we",
        "each",
    }
)


@once_per_vocabulary
def _triggers(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["triggers"])


def trigger_of(
    text: str,
    duration: Duration,
    *,
    sentence: Span,
    others: Sequence[Duration],
    vocabulary: Vocabulary,
    sense: Sense,
    earlier: str | None = None,
) -> str | None:
    """Return the event the time runs from, looked for after the duration, then before it.

    `earlier` is what the time before it in the same sentence runs from: "thereafter" counts from there.
    """
    if sense is Sense.INTERVAL:
        return None
    phrases = _triggers(vocabulary)
    after = text[duration.span.end : min(sentence.end, duration.span.end + _AFTER)]
    after = after[: _next_start(duration, others) - duration.span.end]
    left = max(sentence.start, duration.span.start - _BEFORE)
    before = text[left : duration.span.start]
    notified = bool(_NOTICE.match(after) or _NOTICE_OF.search(before[-60:]))
    if _THEREAFTER.match(after):
        return earlier or _last_named(before, phrases)
    following = _following(after, phrases)
    if following:
        return following
    if _IN_ADVANCE.match(after):
        named = _last_named(before, phrases, but="notice")
        return f"before {named}" if named else "notice"
    if notified:
        return "notice"
    spans = [Span(max(0, d.span.start - left), d.span.end - left) for d in others if left < d.span.end]
    return _fronted(before, phrases, taken=[s for s in spans if s.end < len(before)])


def _next_start(duration: Duration, others: Sequence[Duration]) -> int:
    return next((o.span.start for o in others if o.span.start >= duration.span.end), 1 << 40)


def _following(after: str, phrases: Phrases) -> str | None:
    """Return the event after "of", "after" or "before", and whether it is counted back from."""
    begins = _BEGINS.search(after)
    if begins:
        return _named(after[begins.end() : begins.end() + _EVENT], phrases)
    of, connected = _OF.match(after), _CONNECTED.match(after)
    if connected and not of and _OTHERWISE.search(connected["filler"]):
        return None
    match = of or connected
    if not match:
        return None
    back = not of and bool(connected and connected["back"])
    window = after[match.end() : match.end() + _EVENT]
    nested = _CONNECTED.match(window) if not of else None
    event = _named(re.split(r"[;:]|\.\s", window)[0], phrases)
    if event is None and (of or not nested):
        weak = bool(connected and (connected["on"] or "").lower() in ("on", "when", "once", "from", "past"))
        event = None if weak or of else _raw(window)
    return f"before {event}" if back and event else event


def _named(window: str, phrases: Phrases) -> str | None:
    """Return the first event of a stretch of text; what is received stands for its receipt."""
    cut = _OTHERWISE.search(window)
    found = phrases.find(window[: cut.start()] if cut else window)
    if not found:
        return None
    for (entry, span), (_, next_span) in pairwise(found):
        if not _yields(entry, window[span.end : next_span.start]):
            return entry
    return found[-1][0]


def _yields(entry: str, between: str) -> bool:
    """Tell whether an event is only the way to the next one that is named."""
    if len(between) > _YIELDING or "," in between:
        return False
    return entry in _RECEIVED or (entry in _HAPPENS and bool(_IS_DONE.search(between)))


def _raw(window: str) -> str | None:
    """Return the event in the clause's own words."""
    match = _RAW.match(window)
    if not match:
        return None
    words = _RAW_ENDS.split(match["event"])[0].strip(" ’'")
    return words if words.split()[0].lower() not in _NO_EVENT else None


def _last_named(before: str, phrases: Phrases, *, but: str = "") -> str | None:
    """Return the event named last before the duration."""
    found = [entry for entry, _ in phrases.find(before) if entry != but]
    return found[-1] if found else None


def _fronted(before: str, phrases: Phrases, *, taken: Sequence[Span]) -> str | None:
    """Return the event of "Upon termination, …" or "if Provider discovers a breach, it shall …"."""
    for match in reversed(list(_FRONTED.finditer(before))):
        if any(0 <= match.start() - s.end < 25 for s in taken):
            continue  # it belongs to another time: "within 24 hours after discovery"
        window = before[match.end() : match.end() + _EVENT]
        comma = window.find(",")
        event = _named(window if comma < 0 else window[:comma], phrases)
        far = len(before) - match.end() > _CLOSE + _EVENT // 2
        if event is None or (comma < 0 and far) or (comma < 0 and _LASTING.search(before) and far):
            continue
        back = re.match(_BACK, match["lead"], re.IGNORECASE)
        return f"before {event}" if back else event
    return None
