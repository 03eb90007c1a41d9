"""Whom the words of a sentence bind: "Provider shall", "you are responsible", "made by the Supplier".

A sentence is cut where somebody new is said to act; each part is governed by whoever acts in it, and
words before the first belong to it. "May" gives a right, "is not responsible" declines.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.assessment.binding_words import BETWEEN, PAD, Force, Table, table_of
from pipeline.assessment.sides import BOTH, CUSTOMER, PROVIDER, Words
from pipeline.domain.places import Span
from pipeline.language import Vocabulary

_BEFORE, _AFTER = 40, 300  # characters looked at before and after words that act
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
_EDGE = re.compile(r"\s\|(?=\s|$)")  # between the cells of a row, as readers write it
_POSSESSIVE = re.compile(r"(?:['’]s?)?(?:\s+responsibility)?$")
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
_OF_DATA = re.compile(
    f"[\ue001-\ue008]{PAD}*\\s+(?:personal\\s+)?(?:data|content|materials?)\\b", re.IGNORECASE
)
_TOGETHER = re.compile(rf"([\ue001\ue002]){PAD}*\s+(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE)
# "Customer shall have 30 days to fetch its data", but not "shall have returned it".
_HAS = re.compile(
    r"\s+have\s+(?!(?:\w+ly\s+)?(?:\w+(?:ed|en|wn|ne|pt|ld|nt|ught)|made|put|set|run|read|in\s+place)\b)",
    re.IGNORECASE,
)


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


Binding = Callable[[str], tuple[Bound, ...]]


def bound_by(words: Words, vocabulary: Vocabulary, *, every_duty: bool = False) -> Binding:
    """Return what finds, in a sentence of an agreement with these words, each part and whom it binds.

    Duties to help the other side ("notify", "cooperate") are found where every duty is asked for: they make
    nobody the owner of a process. So is what a side shall receive, which is its right.
    """
    return partial(_bound, table=table_of(vocabulary), words=words, every_duty=every_duty)


def _bound(sentence: str, *, table: Table, words: Words, every_duty: bool) -> tuple[Bound, ...]:
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
        parts += [plain[end : span.start], _MARK[entry], PAD * (len(span) - 1)]
        end = span.end
    return "".join([*parts, plain[end:]])


def _acting(sentence: str, marked: str, table: Table, *, every_duty: bool) -> Iterator[Bound]:
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


def _answering(marked: str, table: Table) -> Iterator[Bound]:
    """Yield "the responsibility of X", "at your own risk" and "we urge you"."""
    for match in table.answers.finditer(marked) if table.answering.search(marked) else ():
        mark = next(v for v in match.groups() if v)
        urged = Force.SHOULD if match["urged"] else Force.BINDS
        force = Force.DECLINES if _is_denied(marked, match) else urged
        yield Bound(_SIDES[mark[0]], force, Span(*match.span()))


def _done_by(marked: str, acting: Sequence[Bound], table: Table) -> Iterator[Bound]:
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


def _force(after: str, sides: frozenset[str], table: Table, *, plural: bool) -> tuple[Force | None, bool]:
    """Return how the words after a subject bind it, and whether it is only told or given something."""
    told = table.told.match(after)
    if told:
        return (Force.BINDS if told["modal"] else Force.DOES), True
    for force, pattern in table.verbs:
        if pattern.match(after):
            return force, False
    gap = re.match(BETWEEN, after)
    word = _WORD.match(after, gap.end() if gap else 0)
    if word is None or not (after[:1].isspace() or after.startswith((",", "("))):
        return None, False
    return (Force.DOES if _is_deed(word[1].lower(), sides, table, plural=plural) else None), False


def _weighed(after: str, sides: frozenset[str], table: Table, *, every_duty: bool) -> Force | None:
    """Return how "shall" binds by the verb after it: "shall receive" is a right, "shall notify" helps."""
    binding = dict(table.verbs)[Force.BINDS].match(after)
    at = binding.end() if binding else 0
    if not every_duty:
        if binding and binding[0].endswith("liable for"):
            return None
        helps = table.receives.match(after, at) or table.helps.match(after, at)
        return None if helps and sides == {CUSTOMER} else Force.BINDS
    return Force.MAY if table.receives.match(after, at) or _HAS.match(after, at) else Force.BINDS


def _is_deed(word: str, sides: frozenset[str], table: Table, *, plural: bool) -> bool:
    """Tell "we encrypt" from "we and"; of a customer only what it keeps to itself counts."""
    if sides == {CUSTOMER}:
        return word in table.keeps
    looks = plural or (word.endswith("s") and not word.endswith("ss")) or word == "have"
    return PROVIDER in sides and looks and word not in table.no_deed


def cells_of(row: str) -> tuple[str, ...]:
    """Return the cells of a table's row, the empty ones too: "Backup | | X" has three; of other words one."""
    return tuple(cell.strip() for cell in _EDGE.split(row))


def cells_bound(
    cells: Sequence[str], head: Sequence[str], words: Words, vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the sides that a table's row names: in a cell of its own, or by a mark in a side's column."""
    table = table_of(vocabulary)
    found: set[str] = set()
    for n, cell in enumerate(cells):
        found |= _sides_in(cell, words, table)
        column = _sides_in(head[n], words, table) if n < len(head) else frozenset()
        if column and _is_marked(cell, words, table):
            found |= column
    return frozenset(found)


def _is_marked(cell: str, words: Words, table: Table) -> bool:
    """Tell whether a cell holds a mark, alone or before what it stands for: "R: detects, contains"."""
    mark, _, meant = cell.partition(":")
    return mark.strip(" .").lower() in table.marks and not _sides_in(meant, words, table)


def _sides_in(cell: str, words: Words, table: Table) -> frozenset[str]:
    """Return the sides a cell names if it holds nothing else: "Provider", "Provider and Customer"."""
    text = cell.strip(" .").lower()
    if text in table.shared:
        return BOTH
    sides = {w.lower(): s for w, s in words.sides.items()}
    parts = [p.removeprefix("the ").strip() for p in _AND.split(text)]
    named = [sides.get(_POSSESSIVE.sub("", p)) for p in parts if p]
    return frozenset().union(*(s for s in named if s)) if named and all(named) else frozenset()
