"""For whom a time runs: who must act within it, or for whom the waiting counts.

"Provider shall notify Customer within 24 hours" runs for the provider, and so does "Customer shall be
notified within 24 hours": who is told does nothing. "Customer may object within 14 days" runs for the
customer. "Data is deleted within 30 days" names neither side, and nothing is guessed.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.domain.places import Span
from pipeline.extraction.party_words import CUSTOMER, THIRD, PartyWords
from pipeline.extraction.statements import Statement, statements
from pipeline.extraction.units import Duration

_AFTER = 160
_MOST_ITEMS, _LED = 12, 700  # items of a list looked back over, and characters of each
_BY_NOTICE = re.compile(
    r"^(?:['’]s?)?[\s,\])]*(?:(?:prior|advance|advanced|written|previous|further|formal|clear)\W+){0,3}(?:notice|notification|warning)\s+"
    r"(?:(?:in\s+writing|given|sent|served)\s+)*(?:from|by)\s+$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|on\s+the\s+part\s+of)\s+$", re.IGNORECASE)
# "… deleted within 30 days unless directed otherwise by Customer" is not deleted by Customer.
_ON_WHOSE_WORD = re.compile(
    r"\b(?:unless|otherwise|except|if|as|that|which|who|when|where|requested|directed|instructed|required|specified|uploaded"
    r"|submitted|agreed|engaged|collected)\b",
    re.IGNORECASE,
)
_EVENT_OF = re.compile(r"\b(?:of|from|after|following|upon|before|prior\s+to)\s+$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)]\s|[•●○▪◦‣·*–—-]\s|[a-z])")
_PERIOD_IN_WHICH = re.compile(
    r"\b(?:period|time|window|deadline|term|days)\s+(?:of\s+time\s+)?(?:(?:with)?in|during|for|by|at|of)?\s*(?:which|that|when)\s+$",
    re.IGNORECASE,
)
_IT = re.compile(r"^\s*(?:It|They)\s")
# An item of a list that tells somebody: what is said of him behind the time does not govern it.
_TELLS = re.compile(
    r"^\W*(?:\(?\w{1,3}[.)]\s+)?(?:notify|inform|tell|alert|advise)\s+(?:the\s+)?$", re.IGNORECASE
)
_CLOSED = re.compile(r"[.!?][\"”’)]*\s*$")


def bound_by(
    text: str, duration: Duration, *, sentence: Span, spans: Sequence[Span], words: PartyWords
) -> str | None:
    """Return for whom a duration runs: "provider", "customer", "both", or None where it is not said."""
    noted = _giver_of_notice(text, duration, sentence, words)
    if noted is not None:
        return noted or None
    acting = statements(text, sentence, words)
    chosen = _governing(text, duration, acting)
    if chosen is None:
        carried = _carried(text, sentence, spans, words)
        if carried is None and not _is_told_first(text, duration, sentence, words):
            chosen = next((s for s in acting if s.start > duration.span.start and not s.subordinate), None)
        elif carried is not None:
            return carried or None
    if chosen is None:
        return _named(text, duration, sentence, words)
    if chosen.side != THIRD:
        return chosen.side
    return _behind(text, chosen, duration=duration, acting=acting, sentence=sentence, words=words)


def _governing(text: str, duration: Duration, acting: Sequence[Statement]) -> Statement | None:
    """Return the last statement before a duration whose part of the sentence it stands in."""
    for statement in reversed([s for s in acting if s.start < duration.span.start]):
        between = text[statement.end : duration.span.start]
        if not (statement.subordinate and re.search(r"[,;]", between)):
            return statement
    return None


def _is_told_first(text: str, duration: Duration, sentence: Span, words: PartyWords) -> bool:
    """Tell whether a sentence without a subject begins with whom it tells: "notify Customer within a day"."""
    first = words.party.search(text, sentence.start, duration.span.start)
    return bool(first and _TELLS.match(text[sentence.start : first.start()]))


def _giver_of_notice(text: str, duration: Duration, sentence: Span, words: PartyWords) -> str | None:
    """Return who gives the notice in "on 30 days' notice from Customer"."""
    for match in words.party.finditer(
        text, duration.span.end, min(sentence.end, duration.span.end + _AFTER // 2)
    ):
        if _BY_NOTICE.match(text[duration.span.end : match.start()]) and not match["own"]:
            return words.side(match)
    return None


def _carried(text: str, sentence: Span, spans: Sequence[Span], words: PartyWords) -> str | None:
    """Return who acts in the words that lead a list in, for an item of it; None outside of lists."""
    at = bisect_right(spans, sentence.start, key=lambda s: s.start) - 1
    if at > 0 and _IT.match(text[sentence.start : sentence.start + _AFTER]):
        main = [s for s in statements(text, _end_of(spans[at - 1]), words) if not s.subordinate]
        return main[-1].side if main else None
    for n in range(at, max(0, at - _MOST_ITEMS), -1):
        item, before = spans[n], _end_of(spans[n - 1])
        led = text[before.start : before.end]
        if not _ITEM.match(text[item.start : item.start + _AFTER]) and not led.rstrip().endswith(
            (":", "—", "–")
        ):
            return None
        main = [s for s in statements(text, before, words) if not s.subordinate and s.side]
        if main:
            return main[-1].side if not _CLOSED.search(led) or _ITEM.match(led) else None
    return None


def _end_of(sentence: Span) -> Span:
    return Span(max(sentence.start, sentence.end - _LED), sentence.end)


def _behind(
    text: str,
    chosen: Statement,
    *,
    duration: Duration,
    acting: Sequence[Statement],
    sentence: Span,
    words: PartyWords,
) -> str | None:
    """Return who stands behind a thing that happens: who does it, or who makes sure that it is done."""
    agent = _agent(text, Span(chosen.end, sentence.end), words)
    if agent:
        return agent
    for party in reversed([s for s in acting if s.end <= chosen.start + 1 and s.side]):
        if party.subordinate and _PERIOD_IN_WHICH.search(text[sentence.start : party.start]):
            return party.side
        if words.ensuring.search(text[party.start : chosen.start]):
            return party.side
    if words.owed.search(text[sentence.start : duration.span.start]):
        return CUSTOMER
    return None


def _agent(text: str, part: Span, words: PartyWords) -> str | None:
    """Return who does what is done in "is deleted by Provider within 30 days"."""
    for match in words.party.finditer(text, part.start, part.end):
        lead = text[max(part.start, match.start() - 16) : match.start()]
        if _ON_WHOSE_WORD.search(text, part.start, match.start()):
            break
        if _BY.search(lead) and not match["own"]:
            return words.side(match)
        if re.search(r"[;.]", text[part.start : match.start()]):
            break
    return None


def _named(text: str, duration: Duration, sentence: Span, words: PartyWords) -> str | None:
    """Return the side of "Provider's response time: 4 hours" and "notice by Customer: 30 days"."""
    found = None
    start, end = (
        max(sentence.start, duration.span.start - _AFTER),
        min(sentence.end, duration.span.end + _AFTER),
    )
    for match in words.party.finditer(text, start, end):
        if found is not None and match.start() > duration.span.start:
            break
        lead = text[max(sentence.start, match.start() - 20) : match.start()]
        owns = match["own"] or match["word"].lower() in ("our", "your")
        done = _BY.search(lead) and not _ON_WHOSE_WORD.search(lead)
        if done or (owns and words.deeds.match(text, match.end()) and not _EVENT_OF.search(lead)):
            found = words.side(match) or found
    return found
