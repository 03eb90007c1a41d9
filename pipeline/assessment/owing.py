"""Whose duty words are: the provider's, the customer's, or nobody's.

Who acts in a sentence owes what it shall do, wherever its name stands; `bound` tells who that is. What the
customer shall be told, given or able to do is the provider's duty, and so is what is to be done without a
word by whom. What the provider may do binds nobody, unless it may do it to the customer. A name that nobody
knows is taken for the provider's side, so that no promise is lost on a name.
"""

import re
from collections.abc import Callable, Container

from pipeline.assessment.binding_words import Force
from pipeline.assessment.bound import Binding, Bound
from pipeline.assessment.outright import Named, said_outright, without_others
from pipeline.assessment.sides import CUSTOMER, PROVIDER, Words
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

NUMBER_WORDS = 2  # a piece so short is a clause's number
_NOBODY: frozenset[str] = frozenset()
_PROVIDERS, _CUSTOMERS = frozenset({PROVIDER}), frozenset({CUSTOMER})
# "This licence shall terminate", "its right to terminate shall survive": what becomes of it, nothing owed.
_BECOMES = r"\s+(?:\w+ly\s+)?(?:survive|terminate|expire|lapse|end|cease)\b"
_DUTY = re.compile(
    rf"\b(?:(?:shall|must|will)(?!{_BECOMES})|undertakes? to|agrees? to|ha(?:s|ve) to|(?:is|are) to be"
    r"|(?:is|are) (?:obliged|required|bound)|(?:is|are) (?:\w+ly )?(?:responsible|liable) for|warrants?)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\s*(?:it|they)\s+(?:\w+ly\s+)?(?:shall|must|will)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|solely|exclusively)\b", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:only|solely|exclusively|unless|except)\b", re.IGNORECASE)
_DOES_NOT = re.compile(r"\b(?:do|does)(?:\s+not|n['’]t)\b", re.IGNORECASE)
_SPARED = re.compile(r"\b(?:shall|will|must|may)\s+not\s+be\b", re.IGNORECASE)
_LED_BY_CONDITION = re.compile(
    r"\s*(?:[\d.()a-z]{1,6}\s+)?(?:if|where|when|should|unless|until|once|before|after|to the extent"
    r"|in the event)\b",
    re.IGNORECASE,
)
# "Any to whom Provider objects": what it does there is told of somebody else.
_OF_WHOM = re.compile(r"\b(?:to|of|with|for|by|from|against)\s+(?:whom|which)\s+(?:the\s+)?$", re.IGNORECASE)
# "Customer shall prove that it can restore": no right of its own.
_CAN_SHOW = re.compile(r"\s*(?:that|whether|how)\s+(?:it|they)\s+(?:can|could|may)\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:if|where|when|that|which|who|until|once|before|unless|after|as)\b", re.IGNORECASE
)
_MODAL = re.compile(r"\b(?:shall|must|will)\b", re.IGNORECASE)
_OWNS = re.compile(
    r"[^.;]{0,60}?\b(?:retains?|(?<!its )(?<!their )(?<!your )owns?|reserves?|owner of|remains?)\b"
    r"[^.;]{0,60}?\b(?:rights?|title|ownership|interest|owners?|property)\b",
    re.IGNORECASE,
)
_AS_IT_CHOOSES = re.compile(r"\b(?:as|whatever|whichever|however)\s+(?:the\s+)?$", re.IGNORECASE)
# "Customer shall pay; the data shall be encrypted": done by nobody named, and no mere condition.
_OF_ITS_OWN = re.compile(
    r"[;,]\s*(?:and\s+|but\s+)?"
    r"(?!(?:if|where|when|unless|until|which|that|who|as|provided|before|after|once|it|they)\b)"
    r"(?:[\w’'-]+\s+){1,6}?(?:shall|must|will)\s+be\b(?![^;.]*\bby\b)",
    re.IGNORECASE,
)
_NAME_ACTS = re.compile(r"\b([A-Z]\w+)\s+(?:shall|must|will)\b")
# "Customer's notices must state": its own deed, but "Customer's requests must be answered" is the other's.
_ITS = re.compile(r"['’]s?\s+(?:\w+\s+){0,2}?$")
_ACTS = re.compile(
    r"(?:\s+(?:to|of|under|in|for|by|with)\s[^.;,]{1,60})?\s+(?:shall|must|will)\s+(?!(?:not\s+)?be\b)"
)
_OPENING = 12  # characters in which a sentence names what it is on
_NEXT = 20  # characters after a party in which its verb stands, adverbs before it

Owing = Callable[[str], frozenset[str]]


def owed_by(words: Words, vocabulary: Vocabulary, find: Binding) -> Owing:
    """Return what finds the sides that owe something in words of an agreement; none where nobody does.

    `find` tells whom they bind by any duty.
    """
    lists = _lists(vocabulary)

    def owing(quote: str) -> frozenset[str]:
        found, last = _NOBODY, _NOBODY
        for span in sentences(quote):
            text = without_others(quote[span.start : span.end])
            named = words.phrases.find(text)
            if outright := said_outright(text, named):
                found, last = found | outright, outright
                continue
            bounds = find(text)
            sides = [_side(b, text, lists, named) for b in bounds]
            if not bounds:
                sides = [last or _PROVIDERS] if _IT.match(text) else [_unbound(text, lists, named)]
            elif all(s == _CUSTOMERS for s in sides) and _others_act(text, bounds[0], words):
                sides.append(_PROVIDERS)
            if any(e.endswith(CUSTOMER) and _OWNS.match(text, s.end) for e, s in named):
                sides.append(_PROVIDERS)
            last = bounds[-1].sides if bounds else last
            found = found.union(*sides)
        return found

    return owing


def binds_customer(owing: frozenset[str]) -> bool:
    """Tell whether every duty is the customer's; words in which nobody owes anything bind nobody."""
    return owing == _CUSTOMERS


@once_per_vocabulary
def _lists(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["responsibility"]
    entries = ("own_conduct", "oversees", "costs", "keeps", "risk", "consents", "done")
    return Phrases({e: words[e] for e in entries} | {"deeds": vocabulary["acting"]["deeds"]})


def _side(bound: Bound, text: str, lists: Phrases, named: Named) -> frozenset[str]:
    """Return who owes something by a part of a sentence."""
    part = text[bound.span.start : bound.span.end]
    hits = lists.find(part)
    said = {entry for entry, _ in hits}
    consents = [bound.span.start + s.start for entry, s in hits if entry == "consents"]
    customers = [s.end for entry, s in named if entry.endswith(CUSTOMER)]
    if bound.sides == _CUSTOMERS and any(0 <= at - end <= _NEXT for at in consents for end in customers):
        return _PROVIDERS  # it allows something, and has to do nothing
    match bound.force:
        case Force.BINDS | Force.SHOULD:  # "it shall", where no party is meant, is done by nobody named
            return _NOBODY if "risk" in said else bound.sides or _PROVIDERS
        case Force.MUST_NOT:
            return _PROVIDERS if bound.sides == _CUSTOMERS and _SPARED.search(part) else bound.sides
        case Force.DOES:  # what the customer "retains" and "controls" is its right
            idle = "keeps" if bound.sides == _CUSTOMERS else "costs"
            lead = text[: bound.span.start]
            told = _AS_IT_CHOOSES.search(lead) or _OF_WHOM.search(lead)
            return _NOBODY if told or idle in said else bound.sides
        case Force.MAY:
            shown = bound.sides == _CUSTOMERS and _CAN_SHOW.match(part)
            return _NOBODY if shown else _allowed(bound, part, said, named)
    # "Provider does not sell" is a promise
    return bound.sides & _PROVIDERS if _DOES_NOT.search(part) else _NOBODY


def _allowed(bound: Bound, part: str, said: set[str], named: Named) -> frozenset[str]:
    """Return who is bound by what a side may do: mostly the other one."""
    if CUSTOMER in bound.sides:
        return _CUSTOMERS if is_own_conduct(part, said) else _PROVIDERS
    if "oversees" in said and any(e.endswith(CUSTOMER) and s.start > bound.at for e, s in named):
        return _CUSTOMERS
    return _PROVIDERS if _LIMIT.search(part) else _NOBODY


def is_own_conduct(part: str, said: Container[str]) -> bool:
    """Tell whether a customer may do something only so, with what it was given: nobody owes it that."""
    return "own_conduct" in said and _ONLY.search(part) is not None


def _unbound(text: str, lists: Phrases, named: Named) -> frozenset[str]:
    """Return whose words bind nobody named: what is to be done, "is backed up", what "our service" does."""
    if len(text.split()) <= NUMBER_WORDS:
        return _NOBODY
    ours = any(entry == f"own:{PROVIDER}" and s.start <= _OPENING for entry, s in named[:1])
    hits = lists.find(text)
    if any(_is_deed_of(s, text, deed) for _, s in _customers(named) for e, deed in hits if e == "deeds"):
        return _CUSTOMERS
    done = (text[: s.start] for entry, s in hits if entry == "done")
    told = any(_IS.search(lead) and not _SUBORDINATE.search(lead) for lead in done)
    return _PROVIDERS if ours or told or _DUTY.search(text) else _NOBODY


def _customers(named: Named) -> Named:
    """Return the customer's name where a sentence begins with it."""
    return [(entry, s) for entry, s in named[:1] if entry == CUSTOMER and s.start <= _OPENING]


def _is_deed_of(side: Span, text: str, deed: Span) -> bool:
    """Tell whether a side's own deed is to do something: "Customer's notices to Provider must state"."""
    return bool(_ITS.match(text, side.end, deed.start) and _ACTS.match(text, deed.end))


def _others_act(text: str, first: Bound, words: Words) -> bool:
    """Tell whether something is to be done by another than the sides named, or by nobody named."""
    lead = text[: first.at]
    if _MODAL.search(lead) and not _LED_BY_CONDITION.match(lead):
        return True
    strangers = (m[1] for m in _NAME_ACTS.finditer(text) if m[1].lower() not in words.sides)
    return bool(_OF_ITS_OWN.search(text)) or any(name not in words.sides for name in strangers)
