"""Words for other customers: on a plan, a product or an option that this customer's order does not name.

"This paper applies to subscriptions on the Enterprise plan and to no other" promises nothing to who ordered
the Starter plan. The rule: words limited in this way count for nothing where an order among the papers says
what was ordered and leaves that out, or says that it was not. Without such an order nobody can tell, and
they count.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.language import sentence_texts

ORDER = "order_form"
_MAIN = ("msa", "tos")
_LIMIT = re.compile(
    r"(?:^\W*(?P<part>(?:annex|schedule|exhibit|appendix|attachment)\s+\w+)\s*[–—:-]\s*(?:goes|comes|belongs)\s+(?:with|to)\b"
    r"|\b(?:this|these)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+){0,4}?)\s+(?:(?:shall|do|does|will)\s+)?"
    r"(?:appl(?:y|ies)|concerns?|covers?|(?:is|are)\s+(?:about|for|available)|relates?|extends?|goes\s+with|belongs\s+to)\b)(?P<whom>[^.;]*)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|alone|(?:to|for|of)\s+no\s+others?)\b", re.IGNORECASE)
_OFFERS = (
    r"(?:plans?|editions?|tiers?|packages?|products?|subscriptions?|modules?|add-?ons?|options?|trials?|items?"
    r"|bundles?)"
)
_OFFER = re.compile(rf"\b(?:{_OFFERS}|(?:purchas|order|subscrib)(?:ed|ing)|bought)\b", re.IGNORECASE)
# A line of an order that says what was ordered.
_ITEM = re.compile(
    rf"\s*(?:[\w’'-]+\s+){{0,3}}?(?:{_OFFERS}|services?|level)\b(?:\s+(?:ordered|booked|chosen|selected|purchased))?(?:\s*\([^)]*\))?\s*[:|–-]\s*\S",
    re.IGNORECASE,
)
_TRIAL = re.compile(r"\btrials?\b", re.IGNORECASE)
_NAME = re.compile(
    r"[\"“‘'](?P<quoted>[^\"”’']{2,60})[\"”’']|\b(?P<name>[A-Z][\w’'+-]*(?:\s+[A-Z0-9][\w’'+-]*){0,4})"
)
# Words that papers write large and that name no offer.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """the this these order form orders service services product products plan plans subscription
        agreement terms edition tier customer customers client clients provider supplier you we such for in on
        and or if""",
    )
)
_NOT = re.compile(
    r"\b(?:not|no|none|without|declined|excluded|n/a)\b|\[\s*\]|☐|[:|]\s*(?:-|–)\s*$", re.IGNORECASE
)
_PART = re.compile(r"\b(?:section|clause|paragraph|article)\b", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\b(?:schedule|annex|exhibit|appendix|addendum|attachment|supplement)\b", re.IGNORECASE
)


def not_ordered(agreements: Sequence[Agreement]) -> Mapping[str, tuple[Span, ...]]:
    """Return by document the words that are for others than whoever made the orders in a set."""
    orders = {a.document.id: a.document.text.splitlines() for a in agreements if a.kind == ORDER}
    orders = {document: lines for document, lines in orders.items() if any(map(_ITEM.match, lines))}

    def elsewhere(agreement: Agreement) -> list[str]:
        return [line for d, lines in orders.items() if d != agreement.document.id for line in lines]

    papers = ((a, elsewhere(a)) for a in agreements)
    return {a.document.id: found for a, said in papers if said and (found := tuple(_for_others(a, said)))}


def _for_others(agreement: Agreement, order: Sequence[str]) -> Iterator[Span]:
    sides = {w.lower() for party in agreement.parties for w in (*party.words, *party.called)}
    for clause in agreement.clauses:
        for text in sentence_texts(clause.text) if _ONLY.search(clause.text) else ():
            limit = _LIMIT.search(text)
            if limit and _is_for_others(limit["whom"], order, sides):
                yield from _limited(limit["what"] or limit["part"], clause, agreement)


def _is_for_others(whom: str, order: Sequence[str], sides: set[str]) -> bool:
    if not (_ONLY.search(whom) and _OFFER.search(whom)):
        return False
    names = [words for match in _NAME.finditer(whom) if (words := _telling(match, sides))]
    if not names and _TRIAL.search(whom):
        names = [("trial",)]
    return bool(names) and not any(_is_ordered(name, order) for name in names)


def _telling(match: re.Match[str], sides: set[str]) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, without those for the parties."""
    words = re.findall(r"[\w+-]+", (match["quoted"] or match["name"]).lower())
    return tuple(w for w in words if w not in _NO_NAMES and w not in sides)


def _is_ordered(name: Sequence[str], order: Sequence[str]) -> bool:
    """Tell whether a line of the order holds all words of a name and does not say no to it."""
    held = (line for line in order if set(name) <= set(re.findall(r"[\w+-]+", line.lower())))
    return any(not _NOT.search(line) for line in held)


def _limited(what: str, clause: Clause, agreement: Agreement) -> Iterator[Span]:
    """Yield the words that a limit is on: those of its section, its schedule or the whole paper."""
    clauses = {c.id: c for c in agreement.clauses}
    line = [clause]
    while above := clauses.get(line[-1].parent or ""):
        line.append(above)
    if _PART.search(what):
        root = line[min(1, len(line) - 1)]
    elif agreement.kind in _MAIN and _ATTACHED.search(what):
        root = line[-1]
    else:
        yield Span(0, len(agreement.document.text))
        return
    yield from (c.span for c in agreement.clauses if _is_below(c, root, clauses))


def _is_below(clause: Clause, root: Clause, clauses: Mapping[str, Clause]) -> bool:
    at: Clause | None = clause
    while at and at.id != root.id:
        at = clauses.get(at.parent or "")
    return at is not None
