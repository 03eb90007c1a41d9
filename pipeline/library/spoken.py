"""Our wordings in an agreement's own words: "Provider shall notify Customer" as "We will notify you".

It and its stand for a party only before the words listed in the vocabulary, so that "its personnel"
becomes "our personnel" while "its cause" stays.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipeline.library.voice import Side, Voice

_VERBS = {"is": "are", "has": "have", "does": "do", "was": "were"}
_ADVERBS = r"first|reasonably|promptly|also|itself"
_NOT_VERBS = frozenset({"as", "this", "its", "us", "sub-processors", "always", "is not", "across"})
_PIECE = re.compile(
    r"(?P<kept>Customer Assets?|Derived Data|Account Data)"
    r"|(?:\b(?P<how>all|any|deleted) )?(?P<data>Customer Data)"
    r"|(?P<named>Security Incident)(?P<means>.? means)"
    r"|(?P<incident>[Ss]ecurity [Ii]ncident)(?P<incidents>s?)\b"
    r"|(?P<which>[Tt]he affected|[Tt]he|[Ee]ach|[Ee]very|affected|of)? ?"
    r"\b(?P<service>Service)(?P<has>(?: has| is| ends| stands)?)\b(?! [Ll]evels)"
    r"|\b(?P<sub>[Ss]ub-[Pp]rocessor)(?P<subs>s?)\b"
    r"|(?P<this>\b(?:[Tt]his|[Tt]he) [Aa]greement\b)"
    r"|\b(?P<schedule>Schedule)\b"
    r"|\b(?P<order>[Oo]rder [Ff]orm)\b"
    rf"|\b(?P<party>Provider|Customer)(?P<own>'s)?(?P<adverb>\s(?:{_ADVERBS})(?=\s))?(?P<after>\s[a-z-]+\b)?"
    r"|\b(?P<pronoun>its|it)\s(?P<noun>[\w-]+)"
    r"|(?P<both>\b[Ee]ach party\b)"
    r"|\b(?P<modal>shall)\b"
)
_MODALS = frozenset({"shall", "will", "may", "must", "can", "could", "might"})
_BEFORE_OBJECT = re.compile(
    r"(?:\b(?:of|to|by|from|with|for|than|on|at|upon|against|about|towards|notify|give|update|inform|tell|assist|"
    r"binds|being|between|permit|alert|affecting|inspect|audit))\s$"
)
_ITS_FOLLOWS = re.compile(r"(?:,|\s(?:or|and))\sits\b")
_WORDINGS_AT_HAND = 1024  # more than the library has
_CONJUNCTIONS = re.compile(r"(?:^|,\s|\b(?:which|that|if|If|unless|when|where|whenever|until|because|;)\s)$")


def spoken(wording: str, voice: Voice) -> str:
    """Return a wording of the library as this agreement's drafter would write it."""
    parts = re.split(r"(?<=\.)(\s+)(?=[A-Z'])", _spelled(wording, voice))
    return "".join(_Sentence(voice).put(p) if p.strip() else p for p in parts)


def _spelled(text: str, voice: Voice) -> str:
    if voice.american:
        text = _in_american(text, tuple(voice.spelling.items()))
    opening, closing = voice.quotes
    return re.sub(r"'([A-Z][\w ]+)'(?=[ ,.;])", rf"{opening}\1{closing}", text)


@lru_cache(_WORDINGS_AT_HAND)
def _in_american(text: str, spelling: tuple[tuple[str, str], ...]) -> str:
    for british, american in spelling:
        if british.lower() in text.lower():  # spares most of some dozen patterns
            text = re.sub(rf"\b((?:[Uu]n)?){british}", rf"\1{american}", text)
            text = re.sub(rf"\b{british.capitalize()}", american.capitalize(), text)
    return text


@dataclass
class _Sentence:
    """One sentence being put in the agreement's words; it remembers whom "its" stands for."""

    voice: Voice
    meant: Side | None = None

    def put(self, text: str) -> str:
        """Return the sentence, with a capital where it had one."""
        said = _PIECE.sub(self._piece, text)
        said = re.sub(r"'s\b|(?<=s)'(?=\s)", lambda m: m[0].replace("'", self.voice.apostrophe), said)
        return said[:1].upper() + said[1:] if text[:1].isupper() else said

    def _piece(self, match: re.Match[str]) -> str:
        kind = next((k for k in _SPEAK if match[k]), "service")
        return _SPEAK[kind](self, match)

    def _both(self, match: re.Match[str]) -> str:
        self.meant = None
        return match[0]

    def _data(self, match: re.Match[str]) -> str:
        """Return the term for the customer's data: "deleted Personal Data", but "your deleted data"."""
        how = match["how"] or ""
        term = self.voice.terms["data"]
        owner, _, thing = term.rpartition(" ")
        if not how or not owner.lower().endswith(
            ("your", f"{self.voice.apostrophe}s", f"s{self.voice.apostrophe}")
        ):
            return f"{how} {term}".strip()
        return f"{how} of {term}" if how in ("all", "any") else f"{owner} {how} {thing}"

    def _service(self, match: re.Match[str]) -> str:
        term, which, verb = self.voice.terms["service"], match["which"] or "", match["has"]
        lead = " " if match[0].startswith(" ") else ""
        if not term.endswith("s") or term.endswith("ss"):
            return f"{which} {term}{verb}".strip() if which else f"{lead}{term}{verb}"
        verb = {" has": " have", " is": " are", " ends": " end"}.get(verb, verb)
        if which.lower() in ("each", "every"):
            which = "each of the"
        return f"{which} {term}{verb}".strip() if which else f"{lead}{term}{verb}"

    def _party(self, match: re.Match[str]) -> str:
        side = self.voice.provider if match["party"] == "Provider" else self.voice.customer
        adverb, after = match["adverb"] or "", match["after"] or ""
        before = match.string[max(0, match.start() - 12) : match.start()]
        if match["own"]:
            self.meant = self.meant or side
            return side.possessive + adverb + after
        verb = after.strip()
        is_object = bool(_BEFORE_OBJECT.search(before))
        acts = verb in _MODALS or (not is_object and (verb in _VERBS or _is_verb(verb)))
        if acts or not self.meant or _ITS_FOLLOWS.match(match.string, match.end() - len(after)):
            self.meant = side
        if acts:
            return side.subject + adverb + self._said(after, side)
        opens = _CONJUNCTIONS.search(match.string[: match.start()])
        named = side.subject if opens and not is_object else side.object
        return named + adverb + self._said(after, None)

    def _said(self, after: str, side: Side | None) -> str:
        """Return the word after a party: the agreement's verb of duty, or a verb without its -s."""
        word = after.strip()
        if word in ("shall", "will", "must"):
            return f" {self.voice.modal}"
        if side is None or not side.plural or not word:
            return after
        return " " + (_VERBS.get(word) or (_bare(word) if _is_verb(word) else word))

    def _pronoun(self, match: re.Match[str]) -> str:
        word, noun = match["pronoun"], match["noun"]
        if not self.meant or not self.meant.plural or noun not in self.voice.pronouns[word]:
            noun = self.voice.modal if noun in ("shall", "will", "must") else noun
            return f"{word} {self._noun(noun)}"
        if word == "its":
            return f"{self.meant.possessive} {self._noun(noun)}"
        return self.meant.subject + self._said(f" {noun}", self.meant)

    def _noun(self, noun: str) -> str:
        stem = noun.removesuffix("s")
        return (
            self.voice.terms["subprocessor"] + noun[len(stem) :] if stem.lower() == "sub-processor" else noun
        )


def _is_verb(word: str) -> bool:
    """Tell "keeps" and "knows"; no plural noun stands right after a party in our wordings."""
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NOT_VERBS


def _bare(verb: str) -> str:
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes")):
        return verb[:-2]
    return verb[:-1]


def _term(name: str, ending: str = "") -> Callable[[_Sentence, re.Match[str]], str]:
    """Return what says the agreement's word for a thing, with the plural ending of ours."""
    return lambda sentence, match: sentence.voice.terms[name] + (match[ending] if ending else "")


# By the group that matched; the first that did counts.
_SPEAK: Mapping[str, Callable[[_Sentence, re.Match[str]], str]] = MappingProxyType(
    {
        "kept": lambda _, match: match[0],
        "data": _Sentence._data,
        "named": lambda _, match: match[0],
        "incident": _term("incident", "incidents"),
        "sub": _term("subprocessor", "subs"),
        "this": lambda sentence, _: sentence.voice.this,
        "schedule": _term("schedule"),
        "order": _term("order"),
        "party": _Sentence._party,
        "pronoun": _Sentence._pronoun,
        "both": _Sentence._both,
        "modal": lambda sentence, _: sentence.voice.modal,
        "service": _Sentence._service,
    }
)
