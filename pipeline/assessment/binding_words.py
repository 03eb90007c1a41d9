"""How words bind, as patterns: "shall", "may", "is responsible for", "falls to", "made by".

In the patterns the parties stand as marks, which `bound.py` writes over their words in a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_ADVERBS = (
    r"(?:\s+(?:[a-z]+ly|also|therefore|always|further|hereby|both|each|itself|themselves|alone|only"
    r"|at all times)\b)"
)
_ASIDE = r"(?:\s*(?:,[^.;:,()]{1,90},|\([^.;()]{1,90}\)),?)"
_ALSO = (
    r"(?:\s+(?:and|or)\s+(?:(?:its|their|our|your|any|all|each|the|of)\s+){0,3}[\w’'-]+(?:\s+[\w’'-]+){0,2}?)"
)
BETWEEN = rf"(?:{_ALSO})?(?:{_ASIDE})?{_ADVERBS}{{0,3}}(?:\s+|(?=['’]))"
_BE = r"(?:is|are|be|remains?|am|['’]re|['’]s)"
# Each word for a side is overwritten with the side's mark and padded, so that no pattern needs its words.
PAD = "\ue000"
_SUBJECT = f"[\ue001-\ue004]{PAD}*"
_OWN = f"[\ue005\ue006]{PAD}*"
_PARTY = f"[\ue001-\ue004\ue007\ue008]{PAD}*"
# "It is up to Customer", but not "deliver up to Provider".
_UP_TO = r"(?<!deliver )(?<!give )(?<!hand )(?<!yield )(?<!surrender )up\s+to"


class Force(StrEnum):
    """How a part of a sentence stands to the side it speaks of."""

    BINDS = "binds"  # shall, is responsible for
    DOES = "does"  # "we encrypt": told, not promised
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must not"
    DECLINES = "declines"  # "is not responsible", "makes no"


@dataclass(frozen=True, slots=True)
class Table:
    """The word lists as patterns, compiled once a vocabulary; parties stand in them as marks."""

    verbs: tuple[tuple[Force, re.Pattern[str]], ...]
    subject: re.Pattern[str]
    answering: re.Pattern[str]  # quickly told; `answers`, which takes its time, finds nothing without it
    answers: re.Pattern[str]
    agent: re.Pattern[str]
    told: re.Pattern[str]
    receives: re.Pattern[str]
    helps: re.Pattern[str]
    keeps: frozenset[str]
    no_deed: frozenset[str]
    sole: Phrases
    shared: frozenset[str]
    marks: frozenset[str]


def _forces(words: Mapping[str, Sequence[str]]) -> tuple[tuple[Force, str], ...]:
    """Return what stands after a subject by how it binds, the first to match deciding."""
    answerable, not_answerable = _any(words["answerable"]), _any(words["not_answerable"])
    return (
        (
            Force.DECLINES,
            rf"(?:(?:shall|will|would)\s+(?:not|in no event|under no circumstances)\s+be\s+(?:\w+\s+){{0,2}}"
            rf"{not_answerable}"
            r"|(?:(?:shall|will)\s+)?(?:have|has|bears?|assumes?|accepts?|makes?|undertakes?|takes?)\s+no\b"
            rf"|(?:do|does)\s+not\b|(?:do|does)n['’]t\b|disclaims?\b|{_BE}\s+(?:not\b|under\s+no\b|in\s+no\s+way\b)"
            r"|cannot\b|can\s+not\b|can['’]t\b|(?:is|are)n['’]t\b)",
        ),
        (
            Force.MUST_NOT,
            r"(?:(?:shall|will|must|may|should)\s+(?:not|never|neither)\b|won['’]t\b|mustn['’]t\b"
            r"|(?:agrees?|undertakes?)\s+not\s+to\b|(?:is|are)\s+(?:prohibited|not\s+permitted)\b)",
        ),
        (
            Force.MAY,
            r"(?:may|might|can|could)\b|(?:shall|will)\s+be\s+(?:able|entitled|permitted|allowed)\b"
            r"|(?:is|are)\s+(?:able|entitled|permitted|allowed|free)\b"
            r"|(?:shall|will)\s+have\s+the\s+(?:ability|option|opportunity)\b|(?:shall\s+|will\s+)?(?:has|have|reserves?|retains?)\s+the\s+(?:sole\s+|absolute\s+|exclusive\s+)?(?:right|option)\b"
            r"|(?:is|are|shall\s+be|will\s+be)\s+at\s+liberty\b",
        ),
        (Force.SHOULD, rf"(?:should\b|{_BE}\s+(?:strongly\s+)?(?:advised|encouraged|recommended)\s+to\b)"),
        (
            Force.BINDS,
            r"(?:shall|must|will|['’]ll)\b|agrees?\s+to\b|undertakes?\b|covenants?\b|warrants?\b|guarantees?\b|ensures?\b"
            rf"|commits?\s+to\b|needs?\s+to\b|(?:has|have)\s+to\b|{_BE}\s+(?:\w+\s+){{0,3}}?{answerable}"
            r"|(?:has|have|bears?|assumes?|accepts?|retains?|takes?)\s+(?:\w+\s+){0,3}?(?:responsibility|obligation|duty|liability)\b",
        ),
    )


def _answers(words: Mapping[str, Sequence[str]], article: str, charge: str) -> str:
    """Return the ways to say who answers for something: "the responsibility of", "lies with", "is for"."""
    alone = rf"(?:own\s+|sole\s+|exclusive\s+|full\s+|entire\s+|and\s+){{0,4}}{charge}"
    return (
        rf"{charge}\s+of\s+{article}({_PARTY})"
        rf"|(?:is|are|remains?|be|as|at)\s+(?:\w+ly\s+)?{article}({_OWN}|{_PARTY})(?:['’]s?)?\s+{alone}"
        rf"|responsibility\s+[^.;]{{0,60}}?(?:lies|rests|remains|falls|is)\s+(?:\w+ly\s+)?(?:with|on|upon)\s+{article}({_PARTY})"
        rf"|holds?\s+({_PARTY})\s+(?:\w+ly\s+)?(?:responsible|liable|accountable)"
        rf"|{_any(words['urged'])}\s+{article}(?P<urged>{_PARTY})"
        rf"|(?:{_UP_TO}|incumbent\s+on|incumbent\s+upon)\s+{article}({_PARTY})"
        rf"|\bit\s+(?:is|shall\s+be|remains)\s+for\s+{article}({_PARTY})\s+to\b"
    )


@once_per_vocabulary
def table_of(vocabulary: Vocabulary) -> Table:
    """Return the patterns made of the vocabulary's words for duties."""
    words = vocabulary["responsibility"]
    told = _any(words["told"])
    people = _any(words["people"])
    verb = r"\s+(?:\w+ly\s+|then\s+)?"
    article = r"(?:(?:the|each|any|every|such|an?)\s+)?"
    charge = _any(words["charge"])
    return Table(
        verbs=tuple((force, _pattern(rf"{BETWEEN}(?:{p})")) for force, p in _forces(words)),
        subject=_pattern(
            rf"(?<![\w’'.@/-])(?<!\bby )(?<!\bby the ){article}"
            rf"(?P<side>{_OWN}(?=\s+(?:[\w-]+\s+){{0,2}}?{people})|{_SUBJECT})"
            rf"(?:(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?{people})?(?![\w’'/@-]|\.\w)"
        ),
        answering=_pattern(
            rf"{charge}|responsibility|hold|{_any(words['urged'])}|up\s+to|incumbent|\bit\s+(?:is|shall|remains)\b"
        ),
        answers=_pattern(_answers(words, article, charge)),
        agent=_pattern(
            rf"\b(?:is|are|be|been|being|was|were)\s+(?:[\w,-]+\s+){{0,4}}?{_any(words['done'])}(?:\s+\w+){{0,4}}?"
            rf"\s+by\s+{article}({_PARTY}|{_OWN}(?=\s+(?:[\w-]+\s+){{0,2}}?{people}))(?![\w’'-])"
        ),
        told=_pattern(
            rf"{BETWEEN}(?:(?P<modal>shall|will|must)\s+(?:\w+ly\s+)?be|is|are)\s+(?:\w+ly\s+)?{told}"
        ),
        receives=_pattern(rf"{verb}{_any(words['receives'])}"),
        helps=_pattern(rf"{verb}{_any(words['helps'])}"),
        keeps=frozenset(words["keeps"]),
        no_deed=frozenset((*words["no_deed"], *words["people"])),
        sole=Phrases({"sole": words["sole"]}),
        shared=frozenset(words["shared_cell"]),
        marks=frozenset(words["marks"]),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(_spaced(w) for w in sorted(words, key=lambda w: (-len(w), w)))})\b"


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(w) for w in words.split())
