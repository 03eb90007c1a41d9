"""Percentages and sums of money: "99.9%", "ten percent (10%)", "USD 10,000", "5 million pounds"."""

import re
from collections.abc import Iterator

from pipeline.domain.places import Span
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.numbers import FIGURES, WORDS, number_of

_SIGN = r"(?:\s?%|\s?percent\b|\s?per\s?cent\b|\s?per\s?centum\b)"
_PERCENTAGE = re.compile(
    rf"(?<![\w.,])(?:(?P<words>{WORDS}(?:\s+point(?:\s+(?:{WORDS}))+)?){_SIGN}(?:\s*\(\s*(?P<figures>{FIGURES})\s?%\s*\))?"
    rf"|(?P<from>{FIGURES})\s?%?\s*(?:-|–|to)\s*(?P<to>{FIGURES}){_SIGN}|(?P<alone>{FIGURES}){_SIGN})",
    re.IGNORECASE,
)
_ROLES = (
    (
        "availability",
        re.compile(r"\b(?:uptime|availab\w+|sla|service level|reachab\w+|operational)\b", re.IGNORECASE),
    ),
    ("credit", re.compile(r"\b(?:credit|refund|rebate|discount|reimburse\w*)\b", re.IGNORECASE)),
    ("interest", re.compile(r"\b(?:interest|late (?:fee|charge|payment)|overdue)\b", re.IGNORECASE)),
    ("control", re.compile(r"\b(?:voting|ownership|shares|equity|securities)\b", re.IGNORECASE)),
)
_CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "dollars": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
}
_SYMBOL = r"US\$|[$€£]|USD|EUR|GBP|CHF|AUD|CAD"
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6, "bn": 1e9}
_MONEY = re.compile(
    rf"(?<![\w.])(?:(?P<before>{_SYMBOL})\s?(?P<sum>{FIGURES})(?:\s?(?P<scale>thousand|million|billion|k|m|bn)\b)?"
    rf"|(?P<sum2>{FIGURES})(?:\s(?P<scale2>thousand|million|billion))?\s?(?P<after>USD|EUR|GBP|CHF|AUD|CAD|€|£|(?:US\s)?dollars|euros?|pounds)(?!\w))",
    re.IGNORECASE,
)
_CURRENCY = ("$", "€", "£", "usd", "eur", "gbp", "chf", "aud", "cad", "dollar", "pounds")
_WINDOW = 80
_A_TIER = re.compile(
    r"\b(?:less|lower|fewer) than(?: or equal to)?\s*$|\b(?:below|under|between)\s*$"
    r"|\bequal to or (?:greater|higher|more) than\s*$|[<≤]\s*$|%\s*(?:-|–|—|to|and)\s*$"
    r"|%\s*(?:-|–|—|to|and|but)?\s*(?:[<>≤≥]=?|(?:less|lower|greater|higher) than)\s*$",
    re.IGNORECASE,
)
_BESIDE_TIER = re.compile(r"\d\s?%\s*[|:]?\s*$")
_NEXT_TIER = re.compile(
    r"\s*(?:(?:-|–|—|to)\s*)?(?:[<>≤≥]=?\s*|but\s+(?:at\s+least|equal|greater|higher|more|less|lower|below)\b|\(?inclusive|and\s+(?:below|above|less)\b|or\s+(?:less|lower|below)\b)",
    re.IGNORECASE,
)
_OF_FEES = re.compile(
    r"\)?\s*(?:\(?credit\)?\s*)?(?:of|on|off)\s+(?:the\s+|its\s+|that\s+|your\s+|all\s+|any\s+)?(?:[\w’'-]+\s+){0,5}?"
    r"(?:fees?|charges?|invoices?|subscription|price|payments?|rent|cost|bill|amount)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"\b(?:credit\w*|refund\w*|rebate|compensat\w*|reimburse\w*|reduc\w*|discount)\b", re.IGNORECASE
)
_A_WHOLE = re.compile(
    r"\b(?:subtract\w*|deduct\w*) from\s*$|[x×*/]\s*$|\b(?:up to|exceed|than|guarantee)\s*$", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:had|achieved|delivered|experienced|recorded|averaged|reached|attained"
    r"|enjoyed|historical(?:ly)?|track record)\b"
    r"[^.;,]{0,50}$",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(
    r"\s*(?:(?:uptime|availability)\s+)?(?:in|during|over|for|throughout|since)\s+"
    r"(?:the\s+(?:last|past|previous)\b|(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_LEAST_AVAILABILITY = 50


def find_percentages(text: str) -> Iterator[Term]:
    """Yield the percentages with what they measure, as far as the words around say."""
    if "%" not in text and "cent" not in text.lower():
        return
    for match in _PERCENTAGE.finditer(text):
        written = match["words"] or match["to"] or match["alone"]
        amount, figures = number_of(written), number_of(match["figures"]) if match["figures"] else None
        if amount is None or amount > 1000:
            continue
        yield Term(
            TermType.PERCENTAGE,
            f"{amount:.10g} %",
            Span(match.start(), match.end()),
            match[0],
            amount=amount,
            unit="%",
            role=_role(text, match, amount),
            doubtful=figures is not None and figures != amount,
        )


def _role(text: str, match: re.Match[str], amount: float) -> str | None:
    """Return the role whose word stands nearest; a row of a credit table is a "tier"."""
    left = max(0, match.start() - _WINDOW)
    before = text[left : match.start()]
    if _BESIDE_TIER.search(before) and amount < _LEAST_AVAILABILITY:
        return "credit"
    starts_tier = amount >= _LEAST_AVAILABILITY and _NEXT_TIER.match(text, match.end())
    if match["from"] or starts_tier or _A_TIER.search(before):
        return "tier"
    wide = text[max(0, left - _WINDOW) : match.end() + 2 * _WINDOW]
    if _OF_FEES.match(text, match.end()) and _CREDITED.search(wide):
        return "credit"
    around = text[left : match.end() + _WINDOW]
    near = [
        (min(abs(left + m.start() - match.end()), abs(match.start() - left - m.end())), role)
        for role, pattern in _ROLES
        for m in pattern.finditer(around)
    ]
    role = min(near)[1] if near else None
    if role == "availability" and (_PAST.search(before) or _PAST_AFTER.match(text, match.end())):
        return "past"  # what was reached is not what is promised
    if role == "availability" and (
        amount < _LEAST_AVAILABILITY or (amount == 100 and _A_WHOLE.search(before))
    ):
        return "share"  # "subtracting from 100%", "downtime over 0.1%"
    return role


def find_money(text: str) -> Iterator[Term]:
    """Yield the sums of money: "USD 10000"."""
    lowered = text.lower()
    if not any(sign in lowered for sign in _CURRENCY):
        return
    for match in _MONEY.finditer(text):
        amount = number_of(match["sum"] or match["sum2"])
        symbol = (match["before"] or match["after"]).lower().removeprefix("us ")
        if amount is None:
            continue
        amount *= _SCALE.get((match["scale"] or match["scale2"] or "").lower(), 1)
        currency = _CURRENCIES.get(symbol, symbol.upper())
        yield Term(TermType.MONEY, f"{currency} {amount:,.10g}", Span(match.start(), match.end()), match[0])
