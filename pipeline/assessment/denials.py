"""Words by which a provider refuses what a requirement asks for, or keeps it at its own discretion.

"Provider owes no notification", "Customer has no right to audit", "Provider may store data anywhere as it
sees fit", "Provider does not encrypt", "data is not encrypted". A prohibition on the provider ("shall not
transfer without consent") is the contrary of a denial, and so is what it "does not" sell, share or disclose.
What hangs on a condition denies nothing by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.assessment.disclaimers import warrants_no_perfection
from pipeline.assessment.liberties import is_anywhere, keeps_from, leaves_to_others, withholds_consent
from pipeline.assessment.open_places import ends_nowhere
from pipeline.assessment.owing import NUMBER_WORDS
from pipeline.assessment.party_words import PEOPLE, party_words, undertakes_in
from pipeline.assessment.provisos import is_conditional
from pipeline.assessment.refusals import (
    chooses,
    consents_to_all,
    gives_nothing,
    holds_back,
    is_free,
    last_of,
    leaves_no_right,
    leaves_time_open,
    likes,
    owes_nothing,
    owns_data,
)
from pipeline.assessment.seeming import only_seems
from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

MOSTLY = 0.6  # of the words that promise or deny, from which a quote denies rather than promises
PARTLY = 0.25  # the same of all its words
_CHOICE = re.compile(
    r"\b(?:may|can|reserves?|(?:is|are) (?:entitled|free)|ha(?:s|ve) the right|decides?)\b", re.IGNORECASE
)
_FORBIDDEN = re.compile(
    r"\b(?:shall|will|must|may|does|do|can)\s?(?:not|never)\b|\bcannot\b"
    r"|\bno (?:personnel|sub-?processor|employee|third party)\b",
    re.IGNORECASE,
)
_DOES_NOT = re.compile(
    r"\s+(?:does not|do not|doesn't|don't|neither|refuses to|declines to)\s+(?P<verb>[a-z]+)", re.IGNORECASE
)
_WILL_NOT = re.compile(r"\s+(?:shall|will|must|may)\s+(?:not|never)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_IS_NOT = re.compile(r"\b(?:is|are)\s+(?:neither|not)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# What the customer has to do or bear, but not what it is to be told or to get.
_HAS_TO = re.compile(
    r"(?:\s*,[^,.;]{1,40},)?\s+(?:(?:\w+ly|also)\s+)?(?:(?:shall|must|will|should)\b(?!\s+(?:\w+ly\s+)?(?:be|have|receive|get)\b)|(?:has|have|needs?)\s+to\b"
    r"|(?:is|are)\s+(?:\w+ly\s+)?responsible\b|(?:accept|agree|take|bear|acknowledge)s?\b)",
    re.IGNORECASE,
)
_IT = re.compile(r"^It\s+")
# "Customer agrees that Provider may": what follows is what is said.
_AGREED = re.compile(
    r"^\W*(?:[\d.]+\s+)?(?:the\s+)?\w+\s+(?:hereby\s+|expressly\s+)?"
    r"(?:agrees|acknowledges|understands|is\s+aware)\s+that\s+",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:may|can) (?:be|come)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:each|either|both|any) part(?:y|ies)\b", re.IGNORECASE)
_NO = re.compile(r"(?:^|[.;,\d]\s*|\b(?:and|that)\s+)(?:no|neither)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"\b(?:following|after (?:that|such|this|the (?:foregoing|expiry|end|termination|\w+ period)))\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"\b(?:unless|except|other than|without (?:the )?(?:customer|client|your)|save)\b", re.IGNORECASE
)
_ALIKE = re.compile(r"\s+(?:on|in|at|with|to|by)\s+the\s+same\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|with)\s+(?:(?:the|any|other|all)\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_GRANTS = re.compile(
    r"\s+(?:(?:\w+ly|also|shall)\s+)?(?:grants?|gives?|licen[cs]es?)\s+(?:to\s+)?(?:the\s+)?$", re.IGNORECASE
)
_TITLE_PASSES = re.compile(
    r"\b(?:title|ownership)\b[^.;]{0,80}\b(?:pass(?:es)?|vests?|(?:is|are) transferred)"
    r"\s+(?:to|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DATA = re.compile(r"\b(?:data|content|files|records)\b", re.IGNORECASE)
_OWN_PEOPLE = re.compile(rf"\b(?:its|our)\s+(?:[a-z]+\s+){{0,4}}?(?:{PEOPLE})\b", re.IGNORECASE)
_ENTRIES = (
    *("nothing_owed", "nothing_is", "excluded", "customer_none", "as_it_likes", "own_will"),
    *("ruled_out", "asked_for", "serves", "undone", "lasting", "no_data", "measured", "no_promise"),
    *("trifles", "outsiders"),
)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["denials"], *_ENTRIES)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what to look for in it: the words for the two sides and the word lists."""

    text: str
    written: str  # as it stands, "Customer agrees that" before it
    provider: re.Pattern[str]
    customer: re.Pattern[str]
    cues: Mapping[str, Phrases]
    protects: frozenset[str]
    is_modest: bool  # warrants no perfection, which nobody asks for

    def first(self, entry: str) -> Span | None:
        """Return the first place of an entry's words."""
        return next((span for _, span in self.cues[entry].find(self.text)), None)


def denies(quote: str, agreement: Agreement, vocabulary: Vocabulary) -> bool:
    """Tell whether the quote denies the customer what it is about; what promises nothing weighs little."""
    provider, customer = party_words(agreement, "provider"), party_words(agreement, "customer")
    protects = frozenset(vocabulary["denials"]["protects"])
    said = [
        _Sentence(
            meant,
            text,
            provider,
            customer,
            _cues(vocabulary),
            protects,
            is_modest=warrants_no_perfection(text, vocabulary),
        )
        for text, meant in _understood(sentence_texts(quote), provider, customer)
        if len(text.split()) > NUMBER_WORDS
    ]
    whole = sum(len(s.text) for s in said)
    others = [s for s in said if not _denies(s)]
    denying = whole - sum(len(s.text) for s in others)
    if not denying or denying < PARTLY * whole:
        return False
    idle = sum(len(s.text) for s in others if _is_idle(s))
    return denying >= MOSTLY * (whole - idle)


def _understood(
    texts: Sequence[str], provider: re.Pattern[str], customer: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    """Yield each sentence as it stands and as it is meant: "it" is whom the one before named first."""
    ours = False
    for text in texts:
        yield text, _AGREED.sub("", _IT.sub("Provider ", text) if ours else text)
        at, other = provider.search(text), customer.search(text)
        if at or other:
            ours = bool(at and not (other and other.start() < at.start()))


def _denies(said: _Sentence) -> bool:
    leads_in = said.text.rstrip().endswith(":")
    if leads_in or said.is_modest or said.first("trifles"):
        return False
    # What is promised in places without end is no promise, nor what comes when the provider likes.
    open_ended = ends_nowhere(said.text) or leaves_time_open(said.text, said.provider, said.customer)
    return open_ended or (not _promises(said) and _takes_back(said))


def _takes_back(said: _Sentence) -> bool:
    """Tell whether a sentence in which the provider undertakes nothing denies something."""
    if only_seems(said.text):
        return False
    if owns_data(said.text, said.provider) or holds_back(said.text, said.provider) or _gives_away(said):
        return True
    if withholds_consent(said.text, said.customer) or is_anywhere(said.text):
        return True
    if is_conditional(said.text):
        return False
    if _at_will(said) or _is_left(said):
        return True
    ways = (_owes_nothing, _leaves_no_right, _rules_out, _leaves_undone, _refuses, _turns_away)
    return not _AFTERWARDS.search(said.text) and any(way(said) for way in ways)


def _is_idle(said: _Sentence) -> bool:
    """Tell whether a sentence neither promises nor denies: what the customer has to do, or "as is"."""
    if _promises(said):
        return False
    has_to = any(_HAS_TO.match(said.written, m.end()) for m in said.customer.finditer(said.written))
    return has_to or said.first("no_promise") is not None


def _promises(said: _Sentence) -> bool:
    """Tell whether the provider also undertakes something in the same breath."""
    return undertakes_in(said.text, said.provider)


# ---------------------------------------------------------------- ways to deny


def _owes_nothing(said: _Sentence) -> bool:
    """Tell "owes no", "no time is fixed", "has no right", "not covered"."""
    text = said.text
    owed, none, lost = (said.first(e) for e in ("nothing_owed", "nothing_is", "customer_none"))
    return (
        said.first("excluded") is not None
        or bool(none and any("," not in text[m.end() : none.start] for m in _NO.finditer(text[: none.start])))
        or bool(owed and not _is_customers(said, owed.start))
        or bool(lost and said.customer.search(text[: lost.end]))
        or owes_nothing(text, said.provider, said.customer)
    )


def _leaves_no_right(said: _Sentence) -> bool:
    return leaves_no_right(said.text, said.provider, said.customer)


def _turns_away(said: _Sentence) -> bool:
    return keeps_from(said.text, said.customer) or leaves_to_others(said.text, said.customer)


def _at_will(said: _Sentence) -> bool:
    """Tell "may … without notice", and "keeps … as it likes" whatever the verb."""
    if _FORBIDDEN.search(said.text):
        return False
    if is_free(said.text, said.provider, said.customer):
        return True
    if not _is_providers(said):
        return False
    if said.first("as_it_likes") or likes(said.text):
        return True
    chosen = said.first("own_will") if _CHOICE.search(said.text) else None
    if chosen is None or _AFTERWARDS.search(said.text):
        return False
    decided = said.text[chosen.start : chosen.end].lower().startswith("decides")
    return not (decided and _is_customers(said, chosen.start))  # "Customer decides whether"


def _is_left(said: _Sentence) -> bool:
    """Tell "lies in Provider's discretion", and what Customer lets it do wherever and for whom it likes."""
    return any(way(said.text, said.provider, said.customer) for way in (chooses, consents_to_all))


def _rules_out(said: _Sentence) -> bool:
    """Tell "audits by Customer are excluded", and "inspections are excluded": no other asks for them."""
    out = said.first("ruled_out")
    if out and any(s.end <= out.start for _, s in said.cues["asked_for"].find(said.text)):
        return True
    parties = said.customer.finditer(said.text, 0, out.start if out else 0)
    return any(_BY.search(said.text[: m.start()]) for m in parties)


def _leaves_undone(said: _Sentence) -> bool:
    """Tell "is not encrypted" from "is not encrypted at the same time"."""
    places = [span for _, span in said.cues["undone"].find(said.text)]
    left = (_IS_NOT.search(said.text[: s.start]) and not _ALIKE.match(said.text, s.end) for s in places)
    return any(left) and not _UNLESS.search(said.text)


def _gives_away(said: _Sentence) -> bool:
    """Tell data whose title passes, or for which the customer grants a licence without end or measure."""
    text = said.text
    if not _DATA.search(text) or said.first("no_data"):
        return False
    providers = [m.start() for m in said.provider.finditer(text)]
    if any(_TITLE_PASSES.search(text[:at]) for at in providers):
        return True
    if not said.first("lasting") or said.first("measured"):
        return False
    return any(_GRANTS.fullmatch(text, m.end(), at) for m in said.customer.finditer(text) for at in providers)


def _refuses(said: _Sentence) -> bool:
    """Tell "does not encrypt" and "will not cooperate" from "does not sell" and "will not disclose"."""
    if _UNLESS.search(said.text):
        return False
    ends = [m.end() for m in said.provider.finditer(said.text)]
    verbs = [match["verb"].lower() for end in ends if (match := _DOES_NOT.match(said.text, end))]
    served = [span.start for _, span in said.cues["serves"].find(said.text)]
    refused = any(_WILL_NOT.fullmatch(said.text, end, at) for end in ends for at in served if at > end)
    kept_back = gives_nothing(said.text, said.provider)
    outsiders = (span.start for _, span in said.cues["outsiders"].find(said.text))
    keeps_out = any(_TO.search(said.text[:at]) for at in outsiders)  # "does not hand anything to the police"
    return refused or kept_back or any(verb not in said.protects and not keeps_out for verb in verbs)


def _is_customers(said: _Sentence, at: int) -> bool:
    """Tell whether the customer is the one who need not: the last party named before those words."""
    return last_of(said.text, at, said.customer) > last_of(said.text, at, said.provider)


def _is_providers(said: _Sentence) -> bool:
    """Tell whether the provider is the one who may: the first party of the sentence, and not both."""
    ours = next((m.start() for m in said.provider.finditer(said.text)), len(said.text))
    theirs = next((m.start() for m in said.customer.finditer(said.text)), len(said.text))
    people = _OWN_PEOPLE.search(said.text) if ours == theirs else None  # nobody is named but "its engineers"
    may_be = _PASSIVE.search(said.text)
    return (ours < theirs or bool(may_be or people)) and not _BOTH.search(said.text)
