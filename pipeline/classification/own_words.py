"""Whether a sentence of an agreement is one of ours, word for word but for what does no harm."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from pipeline.domain.places import Span
from pipeline.language import sentences
from pipeline.library.voice import Voice

ALIKE = 0.85  # share of words in common, either way
WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)*_?|_[a-z]+_")
IN_FIGURES = re.compile(r"\b[a-z]+(?:-[a-z]+)?\s*\((\d+)\)")
NAMED = re.compile(r"\b(?:schedule|annex|exhibit|appendix|attachment)\s*(?:\[[^\]]*\]|[a-z0-9]{1,2}\b)?")
# "7.2", "12A.1", "(b)", "Section 4:" before a clause's first words.
LABEL = re.compile(
    r"\s*(?:(?:section|clause|article|§)\s*)?(?:\d+[a-z]?(?:\.\d+[a-z]?)*[.):]?|\(?[a-z]{1,4}[.)])\s+",
    re.IGNORECASE,
)
SEMICOLON = re.compile(r";\s+")
MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
PERSONAL = {"we": {"we", "us", "our"}, "you": {"you", "your"}}


def pieces(text: str) -> list[Span]:
    """Cut a clause at sentences and semicolons, without its number.

    A list is cut however long it is: what is one piece here must be one there.
    """
    label = LABEL.match(text)
    skipped = label.end() if label else 0
    found = []
    for whole in sentences(text[skipped:]):
        start, end = whole.start + skipped, whole.end + skipped
        for stop in SEMICOLON.finditer(text, start, end):
            found.append(Span(start, stop.start()))
            start = stop.end()
        found.append(Span(start, end))
    return [s for s in found if len(s)]


def words_of(text: str, voice: Voice) -> list[str]:
    """Return the words with parties, duty and spelling in one form, numbers as figures, no plural's s."""
    marked = _side_pattern(voice).sub(lambda m: f" {m.lastgroup}_ ", text.translate(MARKS))
    plain = NAMED.sub(" schedule ", IN_FIGURES.sub(r"\1", marked.lower()))
    for british, american in voice.spelling.items():
        plain = plain.replace(british, american)
    return [_form(word) for word in WORD.findall(plain)]


def forms_of(words: Iterable[str]) -> frozenset[str]:
    """Return listed words in the form that `words_of` gives."""
    return frozenset(_form(word) for word in words)


def is_ours(
    theirs: Sequence[str], ours: Sequence[str], *, turning: Collection[str], harmless: Collection[str]
) -> bool:
    """Tell whether their words are ours: all that carries weight, in order, and nothing that turns it."""
    if not ours or not ALIKE <= len(theirs) / len(ours) <= 1 / ALIKE:
        return False
    if [w for w in theirs if _turns(w, turning)] != [w for w in ours if _turns(w, turning)]:
        return False
    match = SequenceMatcher(None, theirs, ours, autojunk=False)
    changed = [row for row in match.get_opcodes() if row[0] != "equal"]
    differing = [word for _, a, b, c, d in changed for word in (*theirs[a:b], *ours[c:d])]
    return match.ratio() >= ALIKE and all(w in harmless and w not in turning for w in differing)


def _turns(word: str, turning: Collection[str]) -> bool:
    return word in turning or word.endswith("_") or word[0].isdigit()


def _side_pattern(voice: Voice) -> re.Pattern[str]:
    sides: Mapping[str, set[str]] = {
        role: {side.subject, side.object, *side.words} | PERSONAL.get(side.subject, set())
        for role, side in (("provider", voice.provider), ("customer", voice.customer))
    }
    groups = "|".join(
        rf"(?P<{role}>{'|'.join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))})"
        for role, words in sides.items()
    )
    return re.compile(rf"\b(?:the )?(?:{groups})(?:'s?)?(?!\w)", re.IGNORECASE)


def _form(word: str) -> str:
    if word in ("shall", "will", "must"):
        return "shall"
    return word.removesuffix("s") if len(word) > 3 else word
