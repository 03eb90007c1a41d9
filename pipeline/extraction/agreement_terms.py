"""Terms of the agreement as a whole: effective date, initial term, renewal, expiry, governing law."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.dates import find_dates
from pipeline.extraction.durations import find_durations
from pipeline.extraction.governing_law import find_governing_law
from pipeline.extraction.units import Duration
from pipeline.language import Vocabulary, sentences

# What stands in front of a date, tried in order → its role.
_DATES = (
    (
        "expiry",
        re.compile(
            r"\b(?:expir\w+|ends?|terminat\w+|until|through|valid (?:to|until|through))\b[^.;]{0,40}$",
            re.IGNORECASE,
        ),
    ),
    (
        "last_updated",
        re.compile(
            r"\b(?:last\s+)?(?:updated|revised|modified|amended|revision)\b[^.;]{0,20}$", re.IGNORECASE
        ),
    ),
    (
        "effective_date",
        re.compile(
            r"\b(?:effective|commenc\w+|in(?:to)? (?:effect|force)|made (?:as of|on|and entered)|entered into"
            r"|dated|date of (?:this )?agreement|as of|starting|start date)\b[^.;]{0,60}$",
            re.IGNORECASE,
        ),
    ),
)
_EFFECTIVE_AFTER = re.compile(r"[\s,]*\(?(?:the\s+)?[\"“]?Effective Date", re.IGNORECASE)
_NO_DATE_OF_OURS = re.compile(
    r"\b(?:Regulations?|CFR|U\.?S\.?C|Code|Directive|Decision|Act|GDPR|Clauses|Law|Commission|version)\b[^.;]{0,40}$"
)
_TERM_WORDS = re.compile(
    r"\b(?:term|renew\w*|period of|duration|remains? in (?:force|effect))\b", re.IGNORECASE
)
_RENEWAL_NOTICE = re.compile(
    r"\b(?:notice|notif\w+|non-renewal|not to renew|prior to|before|elects? not|cancel)\b", re.IGNORECASE
)
_RENEWS = re.compile(
    r"\b(?:renew\w*|successive|extended for|extend for|prolonged"
    r"|subsequent\s+(?:terms?|periods?|renewals?|years?|months?))\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(
    r"\b(?:initial|minimum|first|contract|subscription)\s+(?:\w+\s+)?(?:term|period|duration)\b"
    r"|\bterm\s+(?:of|shall be|is)\b"
    r"|\b(?:for|has)\s+an?\s+(?:initial\s+|minimum\s+|fixed\s+)?(?:term|period)\s+of\b"
    r"|\bshall\s+(?:continue|remain in (?:force|effect))\s+for\b",
    re.IGNORECASE,
)
_OTHER_TERM = re.compile(
    r"\b(?:cure|remed\w+|breach|confidential\w*|survive|retain\w*|delet\w+|invoice|pay\w*|warrant\w*|deliver\w*"
    r"|suspen\w+|trial|notice|change\w*|modif\w+)\b",
    re.IGNORECASE,
)


# How long a policy of insurance runs, or a copy is kept, is no term of the agreement.
_OF_ANOTHER = re.compile(
    r"\b(?:insur\w+|coverage|claims-made|endorsed|premiums?|back-?ups?|retention)\b", re.IGNORECASE
)
# A sentence or a clause on what outlasts the agreement, or on secrets, says nothing of how long it lasts.
_OUTLASTS = re.compile(
    r"\b(?:surviv\w+|confidential\w*|secrets?|non-?disclosure|warrant\w*|receiving party|disclosing party"
    r"|non-?solicit\w*|non-?compet\w*)\b",
    re.IGNORECASE,
)


def find_agreement_terms(agreement: Agreement, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Return the whole-agreement terms in text order, with spans of the document; the first of each role."""
    found: dict[tuple[str | None, str], Term] = {}
    for clause in agreement.clauses:
        if clause.kind == "contents":
            continue
        for term in (*_dates(clause), *_periods(clause), *find_governing_law(clause.text, vocabulary)):
            moved = replace(
                term, span=Span(clause.span.start + term.span.start, clause.span.start + term.span.end)
            )
            several = term.type is TermType.GOVERNING_LAW
            found.setdefault((term.role, term.value if several else ""), moved)
    return tuple(sorted(found.values(), key=lambda term: term.span))


def _dates(clause: Clause) -> Iterator[Term]:
    text = clause.text
    for day in find_dates(text):
        before = text[max(0, day.span.start - 120) : day.span.start].rpartition("\n")[2]
        if _NO_DATE_OF_OURS.search(before):
            continue
        role = next((role for role, pattern in _DATES if pattern.search(before)), None)
        if _EFFECTIVE_AFTER.match(text, day.span.end):
            role = "effective_date"
        if role:
            quote = text[day.span.start : day.span.end]
            yield Term(
                TermType.DATE, day.value.isoformat(), day.span, quote, role=role, doubtful=day.doubtful
            )


def _periods(clause: Clause) -> Iterator[Term]:
    """Yield initial term, renewal period and the notice that keeps an agreement from renewing."""
    if not _TERM_WORDS.search(clause.text):
        return
    if _OUTLASTS.search(clause.heading) and not _TERM_WORDS.search(clause.heading):
        return
    durations = find_durations(clause.text)
    for sentence in sentences(clause.text) if durations else ():
        words = clause.text[sentence.start : sentence.end]
        if not _TERM_WORDS.search(words):
            continue
        for duration in durations:
            if not sentence.contains(duration.span):
                continue
            before = words[: duration.span.start - sentence.start]
            role = None if _OF_ANOTHER.search(before) else _period_role(words, sentence, duration)
            if role:
                yield duration.term(clause.text, role=role, trigger=None)


def _period_role(words: str, sentence: Span, duration: Duration) -> str | None:
    """Return the role by the words that lead up to the duration, else by those right after it."""
    start, end = duration.span.start - sentence.start, duration.span.end - sentence.start
    before, after = words[max(0, start - 90) : start], words[end : end + 60].partition(";")[0]
    renews = bool(_RENEWS.search(words))
    if renews and _RENEWAL_NOTICE.search(after[:30]):
        return "renewal_notice"
    if _OUTLASTS.search(words[:start]) or _OUTLASTS.search(after):
        return None
    if _OTHER_TERM.search(before[-60:]) or _OTHER_TERM.search(after[:40]):
        return None
    if _RENEWS.search(before) or _RENEWS.match(after.strip()[:30]):
        return "renewal"
    if _INITIAL.search(before) or re.match(
        r"\W*(?:initial |minimum |contract |subscription )?(?:term|period)\b", after
    ):
        return "initial_term"
    return None
