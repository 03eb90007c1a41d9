"""What kind of agreement a document is, and whether it is one on cloud or IT services at all.

Where that is unsure the answer is yes: a lease read as an agreement shows sixty gaps and is seen
through at once, an agreement taken for a lease would not be reviewed.
"""

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.domain.agreement import Clause
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_TITLE_PIECES = 14  # pieces at the start in which a title may stand
_TITLE_WORDS = 14
_OPENING_WORDS = 200
_SAMPLE = 60_000  # characters of the text that are looked through
_FEW_WORDS = 60  # below this, only a title can say that a paper is something else
_FEWEST_SIGNS = 2  # of services, and of agreements, that a paper without a title shows
_TOO_FEW_WORDS = 4  # "Clause 9 is deleted." is the least that an amendment says
_TOO_FEW_UNSIGNED = 12  # below this, and with no word that agreements have, a paper is a note or a scrap
SPEAKS_OF_NONE = "Nothing in it speaks of cloud or IT services."
_PRIVACY = "a privacy notice"
_BY_OWN_NAME = 0.45  # confidence in a kind that only the paper's own way of naming itself tells
_FEWEST_NAMED = 3
_BY_SUBJECTS = 0.7  # confidence in main terms that only their sections tell
_FEWEST_SUBJECTS = 7  # of the agreements measured no paper beside main terms had headings on more than six
_LONGEST_HEADING = 10  # words
_OUTWEIGHED = 4.0  # by which another kind's titles must lead to stand against the sections of main terms
_MAIN = ("msa", "tos")
_SELF = re.compile(r"\b[Tt]h(?:is|ese)\s+((?:[A-Z][\w&-]*\s*){1,5})")
# "Amendment No. 1 to the Cloud Services Agreement" is no services agreement.
_OF_ANOTHER = re.compile(
    r"\bto\s+(?:(?:the|this|that|our|your)\s+)?(?:\S+\s+){0,5}?(?:agreement|contract|terms(?: of \w+)?)\b",
    re.IGNORECASE,
)
_SHORT = {"terms": "tos"}  # "these Terms"


@dataclass(frozen=True, slots=True)
class Nature:
    """Kind and confidence in [0, 1], and why the document is no service agreement ("" where it is one)."""

    kind: str
    confidence: float
    not_because: str


@dataclass(frozen=True, slots=True)
class _Signs:
    """The distinct signs found: in the title, in the first words, in the text."""

    title: frozenset[str]
    opening: frozenset[str]
    text: frozenset[str]


@once_per_vocabulary
def _phrases(vocabulary: Vocabulary) -> Phrases:
    stems = ("document_kinds", "not_agreements", "service_signs")
    return Phrases(
        {phrase: (phrase,) for stem in stems for words in vocabulary[stem].values() for phrase in words}
    )


def nature_of(
    clauses: tuple[Clause, ...], *, name: str, vocabulary: Vocabulary, is_whole: bool = True
) -> Nature:
    """Judge a document by its name, its title, its first words and the signs in its text.

    One that was not read whole may hold more than the few words that were.
    """
    pieces = [clause for clause in clauses if clause.kind != "contents"]
    text = "\n\n".join(clause.text for clause in pieces)[:_SAMPLE]
    titles = [
        line for at, clause in enumerate(pieces[:_TITLE_PIECES]) for line in _titles(clause, is_first=at == 0)
    ]
    signs = _Signs(
        title=_found("\n".join([_words_of(name), *titles]), vocabulary),
        opening=_found(" ".join(text.split()[:_OPENING_WORDS]), vocabulary),
        text=_found(text, vocabulary),
    )
    scores = _scores(signs, first=titles[0] if titles else "", name=name, vocabulary=vocabulary)
    kind, confidence = _kind(scores, text, vocabulary)
    words = len(text.split())
    why_not = _too_little(signs, words, vocabulary) if is_whole else ""
    why_not = why_not or _not_because(signs, kind, words=words, vocabulary=vocabulary)
    if _holds_main_terms(scores, kind, pieces, vocabulary):
        kind, confidence = _main_kind(scores, text, vocabulary), _BY_SUBJECTS
    return Nature(kind, confidence, why_not)


def _titles(clause: Clause, *, is_first: bool) -> list[str]:
    """Return a heading or short piece whole, and of a longer first piece its first line."""
    if clause.kind == "heading" or len(clause.text.split()) <= _TITLE_WORDS:
        return [clause.text]
    return [" ".join(clause.text.split("\n", maxsplit=1)[0].split()[:_TITLE_WORDS])] if is_first else []


def _found(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(_phrases(vocabulary).entries(text))


def _words_of(name: str) -> str:
    """Return a file's name as words, in capitals too, since "aup" is short for "AUP"."""
    words = re.sub(r"[-_.]+", " ", name.rsplit(".", 1)[0])
    return f"{words}\n{words.upper()}"


def _scores(signs: _Signs, *, first: str, name: str, vocabulary: Vocabulary) -> dict[str, float]:
    """Weigh the titles of each kind; the first title and the file's name say most.

    Of a title that names the paper it belongs to, what stands before counts.
    """
    leading = _found(_OF_ANOTHER.sub("", first) + "\n" + _words_of(name), vocabulary)
    return {
        kind: 3.0 * bool(leading & set(phrases))
        + 2.0 * bool(signs.title & set(phrases))
        + 1.0 * bool(signs.opening & set(phrases))
        + 0.25 * bool(signs.text & set(phrases))
        for kind, phrases in vocabulary["document_kinds"].items()
    }


def _kind(scores: dict[str, float], text: str, vocabulary: Vocabulary) -> tuple[str, float]:
    """Return the kind whose titles weigh most."""
    best, second = sorted(scores.values(), reverse=True)[:2]
    if best < 1:
        own = _own_name(text, vocabulary)
        return (own, _BY_OWN_NAME) if own else ("other", 0.3)
    kind = next(kind for kind, score in scores.items() if score == best)
    return kind, round(min(0.95, 0.4 + 0.1 * best + 0.1 * (best - second)), 2)


def _holds_main_terms(
    scores: dict[str, float], kind: str, pieces: list[Clause], vocabulary: Vocabulary
) -> bool:
    """Tell main terms that service levels or a form stand with, by the many subjects they have sections on.

    A paper of no kind stays so: it names itself otherwise, and so do those the judge learned from.
    """
    if kind in (*_MAIN, "other") or scores[kind] - max(scores[main] for main in _MAIN) >= _OUTWEIGHED:
        return False
    headings = {c.heading for c in pieces} | {c.text for c in pieces if c.kind == "heading"}
    short = "\n\n".join(sorted(h for h in headings if len(h.split()) <= _LONGEST_HEADING))
    return len(set(_subjects(vocabulary).entries(short))) >= _FEWEST_SUBJECTS


def _main_kind(scores: dict[str, float], text: str, vocabulary: Vocabulary) -> str:
    master, terms = (scores[kind] for kind in _MAIN)
    if master == terms:
        return "tos" if _own_name(text, vocabulary) == "tos" else "msa"
    return "msa" if master > terms else "tos"


@once_per_vocabulary
def _subjects(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["main_subjects"])


def _own_name(text: str, vocabulary: Vocabulary) -> str:
    """Return the kind that a paper most calls itself ("this DPA", "these Terms"), "" where it is none."""
    said = [m[1] for m in _SELF.finditer(text)]
    kinds = Counter(kind for words in said for kind, _ in _kind_titles(vocabulary).find(words))
    kinds.update(_SHORT[w] for words in said if (w := words.split()[0].lower().rstrip(",.;:)")) in _SHORT)
    found = kinds.most_common(1)
    return found[0][0] if found and found[0][1] >= _FEWEST_NAMED else ""


@once_per_vocabulary
def _kind_titles(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["document_kinds"])


def _not_because(signs: _Signs, kind: str, *, words: int, vocabulary: Vocabulary) -> str:
    """Return in one sentence why the paper is no service agreement, "" where it is one or may be."""
    strong = len(signs.text & set(vocabulary["service_signs"]["strong"]))
    service = len(signs.text & set(vocabulary["service_signs"]["service"]))
    others = vocabulary["not_agreements"]
    other, phrases = max(others.items(), key=lambda item: len(signs.text & set(item[1])))
    seen, titled = signs.text & set(phrases), bool(signs.title & set(phrases))
    if _outweighs(other, len(seen), titled=titled, strong=strong, kind=kind):
        shown = ", ".join([f"“{phrase}”" for phrase in phrases if phrase in seen][:4])
        return f"It reads like {other} ({shown}), not like an agreement on cloud or IT services."
    contract = len(signs.text & set(vocabulary["service_signs"]["agreement"]))
    if words >= _FEW_WORDS and kind == "other" and strong == 0 and min(service, contract) < _FEWEST_SIGNS:
        return SPEAKS_OF_NONE
    return ""


def _too_little(signs: _Signs, words: int, vocabulary: Vocabulary) -> str:
    """Return in one sentence that a paper is too short to be one, "" where it may be one."""
    stems = ("document_kinds", "service_signs")
    signed = any(signs.text & set(phrases) for stem in stems for phrases in vocabulary[stem].values())
    if words >= (_TOO_FEW_WORDS if signed else _TOO_FEW_UNSIGNED):
        return ""
    return f"It holds too little text to be an agreement ({words} word{'' if words == 1 else 's'})."


def _outweighs(other: str, seen: int, *, titled: bool, strong: int, kind: str) -> bool:
    """Tell whether the signs of another kind of paper outweigh those of a service."""
    if other == _PRIVACY:  # a service's notice is full of its words; only the lack of an agreement tells
        return titled and seen >= 4 and kind == "other"
    if titled:
        return seen >= 3 and strong <= max(2, seen // 2)
    return seen >= 6 and strong <= seen // 4
