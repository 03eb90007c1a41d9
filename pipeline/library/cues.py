"""Cues: phrases that signal a requirement, in a syntax a lawyer can write.

    notif* ... personal data breach

Words in lower case; `*` ends a word in any way; ` ... ` stands for up to eight words in between.
Case, hyphens, brackets, commas and line breaks don't matter: "thirty (30)-day" is "thirty 30 day".
All cues of the library are looked up in a text at once, in time that grows with the text alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.requirements import Library, Requirement

CUE = re.compile(r"[a-z0-9à-ÿ§(][a-z0-9à-ÿ'’&./%,()§-]*\*?")
WORD = re.compile(r"\w+")
GAP = 8  # words that may stand in place of "..."
TEXTS_AT_HAND = 8192  # sentences and clauses whose cues are remembered
STEM = 3  # letters by which words are looked for first
WORDS_AT_HAND = 16_384
POINT_CUES = ("cues", "follows_from", "follows_if_forbidden")  # of a sub-point
AT_HAND = 256  # lists of a few cues that stay looked up: each is asked of text after text


def problem_of(cue: str) -> str | None:
    """Say what is wrong with a cue's syntax, or None."""
    parts = cue.split()
    if not parts:
        return "is empty"
    if cue != cue.lower():
        return f"“{cue}” has capitals; cues are in lower case"
    if parts[0] == "..." or parts[-1] == "...":
        return f"“{cue}” begins or ends with …; a gap stands between words"
    bad = [p for p in parts if p != "..." and not CUE.fullmatch(p)]
    if bad:
        return f"“{cue}”: “{bad[0]}” is not a word with at most one * at its end"
    if parts[0].endswith("*") and len(parts[0]) <= STEM:
        return f"“{cue}” begins with fewer than {STEM} letters before *; write the words out"
    return None


def count_cues(text: str, cues: Iterable[str]) -> int:
    """Count how many of a few cues stand in the text; what is asked of text after text stays looked up."""
    return len(_numbered(tuple(cues)).find(text))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as groups of words; a trailing * is kept on its word, groups are parted by gaps.

    `stems` are the first letters of its words, each of which must be in a text.
    """

    label: str
    groups: tuple[tuple[str, ...], ...]
    stems: frozenset[str]


class CueIndex:
    """Cues filed under their first word, or the first letters and * of one that may end in any way."""

    def __init__(self, filed: dict[str, tuple[Cue, ...]]) -> None:
        """Take the cues; of each word met it is remembered which begin with it."""
        self.filed = filed
        self._begun_by = lru_cache(WORDS_AT_HAND)(self._beginning)

    def find(self, text: str) -> frozenset[str]:
        """Return the labels of the cues that stand in the text."""
        words = WORD.findall(text.lower())
        begun = list(map(self._begun_by, words))
        stems = {stem for stem, _ in begun}
        found: set[str] = set()
        for at, (_, cues) in enumerate(begun):
            for cue in cues:
                # Most cues fail on a stem that is nowhere in the text: asking that first is cheap.
                if cue.stems <= stems and cue.label not in found and _stands(cue.groups, words, at):
                    found.add(cue.label)
        return frozenset(found)

    @property
    def labels(self) -> frozenset[str]:
        """Return the labels that may be found."""
        return frozenset(cue.label for cues in self.filed.values() for cue in cues)

    def _beginning(self, word: str) -> tuple[str, tuple[Cue, ...]]:
        """Return the word's stem and the cues that may begin with it."""
        stem = word[:STEM]
        return stem, (*self.filed.get(word, ()), *self.filed.get(f"{stem}*", ()))


found_lately = lru_cache(TEXTS_AT_HAND)(CueIndex.find)
"""Return what `CueIndex.find` does: papers repeat each other, and proofs of absence ask again."""


def requirement_of(label: str) -> str:
    """Return the requirement that a label of `index_cues` belongs to."""
    name = label.partition(":")[2]
    return name.rpartition(".")[0] or name


def index_cues(library: Library) -> CueIndex:
    """File every cue, labelled "cue:<id>", "near:<id>", "adverse:<id>" or "cue:<sub-point id>"."""
    return _indexed(tuple(row for r in library.requirements for row in _labelled(r)))


def index_following(library: Library, *, forbidden: bool = False) -> CueIndex:
    """File the words from which a sub-point follows, at once or where they forbid, labelled with its id."""
    points = (s for r in library.requirements for s in r.subpoints)
    rows = ((s.id, s.follows_if_forbidden if forbidden else s.follows_from) for s in points)
    return _indexed(tuple((name, cue) for name, cues in rows for cue in cues))


@lru_cache(12)  # three indexes of each of a few libraries
def _indexed(rows: tuple[tuple[str, str], ...]) -> CueIndex:
    return index_labelled(rows)


def index_labelled(rows: Iterable[tuple[str, str]]) -> CueIndex:
    """File cues under labels of one's own, given as pairs of label and cue."""
    return CueIndex(_filed(rows))


def _filed(labelled: Iterable[tuple[str, str]]) -> dict[str, tuple[Cue, ...]]:
    filed: dict[str, list[Cue]] = defaultdict(list)
    for label, phrase in labelled:
        groups, stems = _parted(phrase)
        if all(groups):
            first = groups[0][0]
            filed[f"{_stem(first)}*" if first.endswith("*") else first].append(Cue(label, groups, stems))
    return {first: tuple(cues) for first, cues in filed.items()}


@lru_cache(AT_HAND)
def _numbered(cues: tuple[str, ...]) -> CueIndex:
    return index_labelled((str(n), cue) for n, cue in enumerate(cues))


@lru_cache(64 * AT_HAND)  # indexes over part of the library are made of the same cues for set after set
def _parted(phrase: str) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """Return the groups of words of a cue and the stems of its words."""
    groups = tuple(_words(part) for part in phrase.split("..."))
    words = [word for group in groups for word in group]
    # A short word that may end in any way, "up*", has no stem to ask for.
    return groups, frozenset(_stem(w) for w in words if len(w) > STEM or not w.endswith("*"))


def _stem(word: str) -> str:
    return word.rstrip("*")[:STEM]


def _labelled(r: Requirement) -> Iterable[tuple[str, str]]:
    yield from ((f"cue:{r.id}", c) for c in r.cues)
    yield from ((f"near:{r.id}", c) for c in r.near_miss_cues)
    yield from ((f"adverse:{r.id}", c) for c in r.adverse_cues)
    yield from ((f"cue:{s.id}", c) for s in r.subpoints for c in s.cues)


def _words(part: str) -> tuple[str, ...]:
    found: list[str] = []
    for token in part.lower().split():
        pieces = WORD.findall(token)
        if pieces and token.endswith("*"):
            pieces[-1] += "*"
        found += pieces
    return tuple(found)


def _stands(groups: tuple[tuple[str, ...], ...], words: list[str], at: int) -> bool:
    if not _fits(groups[0], words, at):
        return False
    end = at + len(groups[0])
    if len(groups) == 1:
        return True
    return any(_stands(groups[1:], words, start) for start in range(end, min(end + GAP + 1, len(words))))


def _fits(group: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(group) > len(words):
        return False
    return all(_same(cue, words[at + i]) for i, cue in enumerate(group))


def _same(cue: str, word: str) -> bool:
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue
