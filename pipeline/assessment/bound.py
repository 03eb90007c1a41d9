"""Whom the words of a sentence bind: "Provider shall", "you are responsible", "made by the Supplier".

A sentence is cut where somebody new is said to act; each part is governed by whoever acts in it, and
words before the first belong to it. "May" gives a right, "is not responsible" declines.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from pipeline.assessment.sides import BOTH, CUSTOMER, PROVIDER, Words
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_ADVERBS = (
    r"(?:\s+(?:[a-z]+ly|also|therefore|always|further|hereby|both|each|itself|themselves|alone|only"
    r"|at all times)\b)"
)
_ASIDE = r"(?:\s*(?:,[^.;:,()]{1,90},|\([^.;()]{1,90}\)),?)"
_ALSO = (
    r"(?:\s+(?:and|or)\s+(?:(?:its|their|our|your|any|all|each|the|of)\s+){0,3}[\w’'-]+(?:\s+[\w’'-]+){0,2}?)"
)
_BETWEEN = rf"(?:{_ALSO})?(?:{_ASIDE})?{_ADVERBS}{{0,3}}(?:\s+|(?=['’]))"
_BEFORE, _AFTER = 40, 300  # characters looked at before and after words that act
_BE = r"(?:is|are|be|remains?|am|['’]re|['’]s)"
_WORD = re.compile(r"\s*([a-z][\w’'-]*)")
_NEGATION = re.compile(r"\b(?:not|no|neither|nor|never|nothing)\b[^.;]{0,30}$", re.IGNORECASE)
_MODAL_BEFORE = re.compile(r"\b(?:shall|must|will|to)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ON_CONDITION = re.compile(
    r"\b(?:if|where|when|unless|whether|to the extent(?: that)?|once|that|which|who)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MEANT_TO = re.compile(r"(?<!\bis)(?<!\bare)(?<!\bha[sd])(?<!\bhave)\s+to\s+$", re.IGNORECASE)
_SPOKEN = frozenset({"we", "you", "us"})
_MAY_BEFORE = re.compile(r"\b(?:may|can|might|could)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:\b(?:that|and|but|,)\s+|(?<=[\w;]\s)(?=(?:it|they)\s+(?:shall|must|will)\b))(?P<word>it|they)\s",
    re.IGNORECASE,
)
# "The notices to Provider must be in English": who stands after these does not act.
_OBJECT = re.compile(r"\b(?:to|with|from|for|against|towards?)\s+(?:the\s+)?$", re.IGNORECASE)

_AND = re.compile(r"\s*(?:,|/|&|\band\b)\s*")
_POSSESSIVE = re.compile(r"(?:['’]s?)?(?:\s+responsibility)?$")
# In a sentence each word for a side is overwritten with the side's mark, so that no pattern needs its words.
_PAD = "\ue000"
_MARK = {
    PROVIDER: "\ue001",
    CUSTOMER: "\ue002",
    "both": "\ue003",
    "neither": "\ue004",
    f"own:{PROVIDER}": "\ue005",
    f"own:{CUSTOMER}": "\ue006",
    f"object:{PROVIDER}": "\ue007",
    f"object:{CUSTOMER}": "\ue008",
}
_SIDES = {
    "\ue001": frozenset({PROVIDER}),
    "\ue002": frozenset({CUSTOMER}),
    "\ue003": BOTH,
    "\ue004": frozenset[str](),
    "\ue005": frozenset({PROVIDER}),
    "\ue006": frozenset({CUSTOMER}),
    "\ue007": frozenset({PROVIDER}),
    "\ue008": frozenset({CUSTOMER}),
}
_MARKS = re.compile("[\ue000-\ue008]")
_SUBJECT = f"[\ue001-\ue004]{_PAD}*"
_OWN = f"[\ue005\ue006]{_PAD}*"
_PARTY = f"[\ue001-\ue004\ue007\ue008]{_PAD}*"
_OF_DATA = re.compile(
    f"[\ue001-\ue008]{_PAD}*\\s+(?:personal\\s+)?(?:data|content|materials?)\\b", re.IGNORECASE
)
_TOGETHER = re.compile(rf"([\ue001\ue002]){_PAD}*\s+(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE)
# "It is up to Customer", but not "deliver up to Provider".
_UP_TO = r"(?<!deliver )(?<!give )(?<!hand )(?<!yield )(?<!surrender )up\s+to"
# "Customer shall have 30 days to fetch its data", but not "shall have returned it".
_HAS = re.compile(
    r"\s+have\s+(?!(?:\w+ly\s+)?(?:\w+(?:ed|en|wn|ne|pt|ld|nt|ught)|made|put|set|run|read|in\s+place)\b)",
    re.IGNORECASE,
)


class Force(StrEnum):
    """How a part of a sentence stands to the side it speaks of."""

    BINDS = "binds"  # shall, is responsible for
    DOES = "does"  # "we encrypt": told, not promised
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must not"
    DECLINES = "declines"  # "is not responsible", "makes no"


@dataclass(frozen=True, slots=True)
class Bound:
    """A part of a sentence and whom it binds; `sole` where that side stands alone for it.

    `span` is the part, in the sentence, and `at` where in it the side is named; no side at all where
    neither party is meant.
    """

    sides: frozenset[str]
    force: Force
    span: Span
    sole: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class _Table:
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


Binding = Callable[[str], tuple[Bound, ...]]


def bound_by(words: Words, vocabulary: Vocabulary, *, every_duty: bool = False) -> Binding:
    """Return what finds, in a sentence of an agreement with these words, each part and whom it binds.

    Duties to help the other side ("notify", "cooperate") are found where every duty is asked for: they make
    nobody the owner of a process. So is what a side shall receive, which is its right.
    """
    return partial(_bound, table=_table(vocabulary), words=words, every_duty=every_duty)


def _bound(sentence: str, *, table: _Table, words: Words, every_duty: bool) -> tuple[Bound, ...]:
    marked = _marked(sentence, words)
    acting = list(_acting(sentence, marked, table, every_duty=every_duty))
    stated = [*acting, *_answering(marked, table), *_done_by(marked, acting, table)]
    if not stated:
        return ()
    found = sorted(stated, key=lambda b: (b.span.start, -len(b.span)))
    apart = [b for n, b in enumerate(found) if n == 0 or b.span.start >= found[n - 1].span.start + 2]
    ends = [*(b.span.start for b in apart[1:]), len(sentence)]
    parts = [Span(b.span.start if n else 0, end) for n, (b, end) in enumerate(zip(apart, ends, strict=True))]
    return tuple(
        replace(b, span=part, at=b.span.start, sole=bool(table.sole.find(sentence[part.start : part.end])))
        for b, part in zip(apart, parts, strict=True)
    )


def _marked(sentence: str, words: Words) -> str:
    """Return the sentence with a mark in place of each word for a side, as long as the word."""
    plain, parts, end = _MARKS.sub(" ", sentence), [], 0
    for entry, span in words.phrases.find(sentence):
        parts += [plain[end : span.start], _MARK[entry], _PAD * (len(span) - 1)]
        end = span.end
    return "".join([*parts, plain[end:]])


def _acting(sentence: str, marked: str, table: _Table, *, every_duty: bool) -> Iterator[Bound]:
    """Yield every statement in which a side acts; spans mark where each begins."""
    subjects = (*table.subject.finditer(marked), *_PRONOUN.finditer(marked))
    last: frozenset[str] = frozenset()
    for match in sorted(subjects, key=lambda m: m.start()):
        pronoun = match.re is _PRONOUN
        sides = last if pronoun else _SIDES[match["side"][0]]
        before = _before(marked, match)
        if _OBJECT.search(before) or (not pronoun and _OF_DATA.match(marked, match.start("side"))):
            continue
        if with_it := _TOGETHER.search(before):
            sides |= _SIDES[with_it[1]]
        end = match.end("word") if pronoun else match.end()
        plural = _is_plural(sentence[match.start() : end])
        after = marked[end : end + _AFTER]
        force, told = _force(after, sides, table, plural=plural)
        if force is Force.BINDS and not told:
            force = _weighed(after, sides, table, every_duty=every_duty)
        conditional = bool(_ON_CONDITION.search(before))
        if not pronoun and (
            not last or (force and not conditional)
        ):  # who only stands by is no "it", and neither are "you"
            last = sides if sentence[match.start() : end].lower() not in _SPOKEN else frozenset()
        if force is None or (force is Force.DOES and conditional):
            continue
        if not sides and not pronoun:  # "neither party shall be liable"
            force = Force.DECLINES
        yield Bound(BOTH - sides if told and len(sides) == 1 else sides, force, Span(*match.span()))


def _answering(marked: str, table: _Table) -> Iterator[Bound]:
    """Yield "the responsibility of X", "at your own risk" and "we urge you"."""
    for match in table.answers.finditer(marked) if table.answering.search(marked) else ():
        mark = next(v for v in match.groups() if v)
        urged = Force.SHOULD if match["urged"] else Force.BINDS
        force = Force.DECLINES if _is_denied(marked, match) else urged
        yield Bound(_SIDES[mark[0]], force, Span(*match.span()))


def _done_by(marked: str, acting: Sequence[Bound], table: _Table) -> Iterator[Bound]:
    """Yield "is made by X", unless the other side acts before it in the sentence."""
    for match in table.agent.finditer(marked):
        sides = _SIDES[match[1][0]]
        others = any(b.span.start < match.start() and b.sides != sides for b in acting)
        before = _before(marked, match)
        if (
            not others
            and not _is_denied(marked, match)
            and not _ON_CONDITION.search(before)
            and not _MEANT_TO.search(before)
        ):
            yield Bound(sides, _force_before(before), Span(*match.span()))


def _force_before(before: str) -> Force:
    """Return the force of "be made by X" by the verb before it."""
    if _MAY_BEFORE.search(before):
        return Force.MAY
    return Force.BINDS if _MODAL_BEFORE.search(before) else Force.DOES


def _is_denied(marked: str, match: re.Match[str]) -> bool:
    return bool(_NEGATION.search(_before(marked, match)))


def _before(marked: str, match: re.Match[str]) -> str:
    """Return the words right before a match: what is further off says nothing on it."""
    return marked[max(0, match.start() - _BEFORE) : match.start()]


def _is_plural(subject: str) -> bool:
    """Tell "we" and "our engineers", which take a bare verb, from "the Supplier", which takes an -s."""
    last = subject.rsplit(maxsplit=1)[-1]
    return last.lower() in ("we", "you", "they") or (last.endswith("s") and last.islower())


def _force(after: str, sides: frozenset[str], table: _Table, *, plural: bool) -> tuple[Force | None, bool]:
    """Return how the words after a subject bind it, and whether it is only told or given something."""
    told = table.told.match(after)
    if told:
        return (Force.BINDS if told["modal"] else Force.DOES), True
    for force, pattern in table.verbs:
        if pattern.match(after):
            return force, False
    gap = re.match(_BETWEEN, after)
    word = _WORD.match(after, gap.end() if gap else 0)
    if word is None or not (after[:1].isspace() or after.startswith((",", "("))):
        return None, False
    return (Force.DOES if _is_deed(word[1].lower(), sides, table, plural=plural) else None), False


def _weighed(after: str, sides: frozenset[str], table: _Table, *, every_duty: bool) -> Force | None:
    """Return how "shall" binds by the verb after it: "shall receive" is a right, "shall notify" helps."""
    binding = dict(table.verbs)[Force.BINDS].match(after)
    at = binding.end() if binding else 0
    if not every_duty:
        if binding and binding[0].endswith("liable for"):
            return None
        helps = table.receives.match(after, at) or table.helps.match(after, at)
        return None if helps and sides == {CUSTOMER} else Force.BINDS
    return Force.MAY if table.receives.match(after, at) or _HAS.match(after, at) else Force.BINDS


def _is_deed(word: str, sides: frozenset[str], table: _Table, *, plural: bool) -> bool:
    """Tell "we encrypt" from "we and"; of a customer only what it keeps to itself counts."""
    if sides == {CUSTOMER}:
        return word in table.keeps
    looks = plural or (word.endswith("s") and not word.endswith("ss")) or word == "have"
    return PROVIDER in sides and looks and word not in table.no_deed


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


@once_per_vocabulary
def _table(vocabulary: Vocabulary) -> _Table:
    words = vocabulary["responsibility"]
    told = _any(words["told"])
    people = _any(words["people"])
    verb = r"\s+(?:\w+ly\s+|then\s+)?"
    article = r"(?:(?:the|each|any|every|such|an?)\s+)?"
    charge = _any(words["charge"])
    alone = rf"(?:own\s+|sole\s+|exclusive\s+|full\s+|entire\s+|and\s+){{0,4}}{charge}"
    return _Table(
        verbs=tuple((force, _pattern(rf"{_BETWEEN}(?:{p})")) for force, p in _forces(words)),
        subject=_pattern(
            rf"(?<![\w’'.@/-])(?<!\bby )(?<!\bby the ){article}"
            rf"(?P<side>{_OWN}(?=\s+(?:[\w-]+\s+){{0,2}}?{people})|{_SUBJECT})"
            rf"(?:(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?{people})?(?![\w’'/@-]|\.\w)"
        ),
        answering=_pattern(
            rf"{charge}|responsibility|hold|{_any(words['urged'])}|up\s+to|incumbent|\bit\s+(?:is|shall|remains)\b"
        ),
        answers=_pattern(
            rf"{charge}\s+of\s+{article}({_PARTY})"
            rf"|(?:is|are|remains?|be|as|at)\s+(?:\w+ly\s+)?{article}({_OWN}|{_PARTY})(?:['’]s?)?\s+{alone}"
            rf"|responsibility\s+[^.;]{{0,60}}?(?:lies|rests|remains|falls|is)\s+(?:\w+ly\s+)?(?:with|on|upon)\s+{article}({_PARTY})"
            rf"|holds?\s+({_PARTY})\s+(?:\w+ly\s+)?(?:responsible|liable|accountable)"
            rf"|{_any(words['urged'])}\s+{article}(?P<urged>{_PARTY})"
            rf"|(?:{_UP_TO}|incumbent\s+on|incumbent\s+upon)\s+{article}({_PARTY})"
            rf"|\bit\s+(?:is|shall\s+be|remains)\s+for\s+{article}({_PARTY})\s+to\b"
        ),
        agent=_pattern(
            rf"\b(?:is|are|be|been|being|was|were)\s+(?:[\w,-]+\s+){{0,4}}?{_any(words['done'])}(?:\s+\w+){{0,4}}?"
            rf"\s+by\s+{article}({_PARTY}|{_OWN}(?=\s+(?:[\w-]+\s+){{0,2}}?{people}))(?![\w’'-])"
        ),
        told=_pattern(
            rf"{_BETWEEN}(?:(?P<modal>shall|will|must)\s+(?:\w+ly\s+)?be|is|are)\s+(?:\w+ly\s+)?{told}"
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


def cells_bound(
    cells: Sequence[str], head: Sequence[str], words: Words, vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the sides that a table's row names: in a cell of its own, or by a mark in a side's column."""
    table = _table(vocabulary)
    found: set[str] = set()
    for n, cell in enumerate(cells):
        found |= _sides_in(cell, words, table)
        column = _sides_in(head[n], words, table) if n < len(head) else frozenset()
        if column and _is_marked(cell, words, table):
            found |= column
    return frozenset(found)


def _is_marked(cell: str, words: Words, table: _Table) -> bool:
    """Tell whether a cell holds a mark, alone or before what it stands for: "R: detects, contains"."""
    mark, _, meant = cell.partition(":")
    return mark.strip(" .").lower() in table.marks and not _sides_in(meant, words, table)


def _sides_in(cell: str, words: Words, table: _Table) -> frozenset[str]:
    """Return the sides a cell names if it holds nothing else: "Provider", "Provider and Customer"."""
    text = cell.strip(" .").lower()
    if text in table.shared:
        return BOTH
    sides = {w.lower(): s for w, s in words.sides.items()}
    parts = [p.removeprefix("the ").strip() for p in _AND.split(text)]
    named = [sides.get(_POSSESSIVE.sub("", p)) for p in parts if p]
    return frozenset().union(*(s for s in named if s)) if named and all(named) else frozenset()
