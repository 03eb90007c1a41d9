"""English as contracts write it: sentences, tokens, phrases, and which language a text is in.

"No. 5", "Art. 28", "e.g.", "Acme Inc." and "7.2" end no sentence; "(a) … (b) …" in a long one do.
The spaCy object is built once a process and never leaves this module.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache, wraps
from itertools import accumulate
from pathlib import Path
from runpy import run_path
from typing import TypeVar

import spacy
from spacy.language import Language

from pipeline.domain.places import Span

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]
"""The word lists of the clause library: file stem → entry → words."""

K = TypeVar("K")
T = TypeVar("T")

_AT_HAND = 8192  # texts of which it is remembered how they are cut: one room after another asks of the same
_WORDS_AT_HAND = 16_384
_LONG_TEXT = 4_000  # characters; longer ones are looked through once and would fill the memory

_TURNING = frozenset(
    ["no", "not", "may", "must", "will", "only", "except", "without", "within", "never", "any", "unless"]
)
_LONG_SENTENCE = 350  # characters; from here a run-on list is split at its items
_ITEMS_AT_LEAST = 2


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never at the end of a sentence: a name, a number or an example follows.
_LEADS_ON = _word_set("""
    no nos art arts sec secs cl cls para paras par reg regs ref cf e.g i.e eg ie viz vs v mr mrs ms dr
    prof st messrs fig approx incl esp resp att attn tel ext p pp ss abs bzw z.b vol ed est dept div §
    jan feb mar apr jun jul aug sep sept oct nov dec
""")
# May end one: only where the next word opens a sentence.
_ABBREVIATIONS = _word_set("""
    inc ltd llc corp co bros plc pty pte gmbh ag kg sa sarl s.a s.r.l b.v n.v bv nv oy ab as aps srl spa
    l.p llp jr sr u.s u.s.a u.k e.u d.c n.y etc al a.m p.m am pm est cet gmt
""")
_OPENERS = _word_set("""
    the this these those that if in on at upon where when while unless until after before during for
    from by as any all each every no neither either such it its they we you our your customer provider
    vendor supplier company processor controller client however without notwithstanding subject should
    nothing except to please
""")
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s)|[.!?](?=[A-Z][a-z]+\s)")
_LINE_BREAK = re.compile(
    r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[•●○▪◦‣·*–—-]\s|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)]\s|\d+(?:\.\d+)+\s))"
)
_BROKEN_LINE = re.compile(r"(?<=[:;])[ \t]*\n")
# "Section 4 is replaced with the following: “4. Provider shall …”": what is put in speaks for itself.
_NEW_WORDS = re.compile(
    r"\b(?:following|as follows|reads?|replaced (?:by|with)|added|inserted)\b[^.:;\"“”]{0,80}:"
    r"(?=\s+[\"“]\s?[A-Z\d][^\"“”]{60})",
    re.IGNORECASE,
)
_QUOTE_MARK = re.compile(r"[\"“”]")
_BEFORE_NEW_WORDS = 250  # characters in which another quotation would be the words taken out
_ITEM = re.compile(
    r"(?:(?<=[;:,.])|(?<=;\sand)|(?<=;\sor)|(?<=,\sand)|(?<=,\sor)|(?<=:))\s+(?=\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})\)\s)"
)
_SEMICOLON = re.compile(r"(?<=;)\s+")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]*$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘(\[]*([A-Za-z]*)")
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})$")
_WORD = re.compile(r"([^\W_]+|[^\w\s]|_)")
_OVERLONG = re.compile(r"\S{80}")  # no word is so long; the tokenizer's time grows with its square
_QUOTES = str.maketrans("‘’‛“”„–—‑", "'''\"\"\"---")


@cache
def _english() -> Language:
    return spacy.blank("en")


# ---------------------------------------------------------------- sentences


@lru_cache(_AT_HAND)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences: trimmed, in order, together covering all that is not space."""
    spans: list[Span] = []
    for start, end in _pieces(text, _sentence_ends(text)):
        if end - start < _LONG_SENTENCE:
            spans.append(Span(start, end))
        else:
            spans += [Span(*piece) for piece in _items(text, start, end)]
    return tuple(spans)


def sentence_texts(text: str) -> list[str]:
    """Return the words of each sentence."""
    return [text[s.start : s.end] for s in sentences(text)]


def _pieces(
    text: str, ends: Iterable[int], *, start: int = 0, stop: int | None = None
) -> Iterator[tuple[int, int]]:
    """Cut the range at the ends given and trim each piece; empty ones are left out."""
    stop = len(text) if stop is None else stop
    for end in [*ends, stop]:
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = end - len(words) + len(words.rstrip())
        if left < right:
            yield left, right
        start = end


def _sentence_ends(text: str) -> list[int]:
    ends = {m.end() for m in _LINE_BREAK.finditer(text)} | {m.end() for m in _BROKEN_LINE.finditer(text)}
    ends |= {m.end() for m in _NEW_WORDS.finditer(text) if not _quotes_before(text, m.start())}
    lines = sorted(ends)
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop, line_starts=lines):
            ends.add(stop.end())
    return sorted(ends)


def _quotes_before(text: str, end: int) -> bool:
    """Tell an exchange of words (“30 days” is replaced by the following: “…”), which is read as one."""
    return bool(_QUOTE_MARK.search(text, max(0, end - _BEFORE_NEW_WORDS), end))


def _ends_sentence(text: str, stop: re.Match[str], *, line_starts: list[int]) -> bool:
    """Tell whether a stop closes its sentence, from the word before and the word after."""
    following = _NEXT_WORD.match(text[stop.end() : stop.end() + 40])
    after = following[1] if following else ""
    glued = stop.end() < len(text) and not text[stop.end()].isspace()
    if glued:  # "…of the day.The provider": a web page lost its space; "Node.Js" did not
        return after.lower() in _OPENERS and text[stop.start() - 1 : stop.start()].islower()
    if after[:1].islower() and after.lower() not in ("we", "you"):
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text[max(0, stop.start() - 30) : stop.start()])
    word = before[0].strip(".").lower() if before else ""
    if word in _LEADS_ON:
        return word == "no" and after.lower() in _OPENERS
    if word in _ABBREVIATIONS or _is_initial(before[0] if before else ""):
        return after.lower() in _OPENERS and after[:1].isupper()
    return not _is_list_marker(text, stop.start(), line_starts=line_starts)


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word))


def _is_list_marker(text: str, dot: int, *, line_starts: list[int]) -> bool:
    """Tell whether "7.", "a." or "iv." before the stop stands at the head of its line."""
    place = bisect_right(line_starts, dot)
    start = max(line_starts[place - 1] if place else 0, dot - 20)
    head = text[start:dot].rsplit("\n", 1)[-1].strip(' \t\n"“')
    return bool(_MARKER.fullmatch(head)) and (start == 0 or start > dot - 20 or "\n" in text[start:dot])


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a run-on list at "(a)", "(b)" …, or else at its semicolons."""
    for mark in (_ITEM, _SEMICOLON):
        ends = [m.end() for m in mark.finditer(text, start, end)]
        if len(ends) >= _ITEMS_AT_LEAST:
            return _pieces(text, ends, start=start, stop=end)
    return iter([(start, end)])


# ---------------------------------------------------------------- tokens


@lru_cache(_AT_HAND)
def tokens(text: str) -> tuple[str, ...]:
    """Return lower-cased words for the classifier; figures become "<num>", "n't" becomes "not"."""
    plain = _OVERLONG.sub(r"\g<0> ", text.translate(_QUOTES))
    return tuple(word for written in plain.split() for word in _parted(written))


def singular(words: str) -> str:
    """Return words with the last in the singular: "policies" is "policy", "terms" is "term"."""
    return words[:-3] + "y" if words.endswith("ies") else words.rstrip("s")


def content_words(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the words that every English text is full of, but never what turns a promise round."""
    empty = _empty_words()
    return tuple(w for w in words if w not in empty)


@cache
def _empty_words() -> frozenset[str]:
    return _stop_words("en") - _TURNING


@lru_cache(_WORDS_AT_HAND)
def _parted(written: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces: the tokenizer looks no further either."""
    words = (_counted(token.norm_) for token in _english().tokenizer(written))
    return tuple(word for word in words if word)


def _counted(word: str) -> str:
    """Return the word as it counts, "" for a mark that does not."""
    if not any(character.isalnum() for character in word) and word not in "%$":
        return ""
    return "<num>" if word[0].isdigit() and not any(character.isalpha() for character in word) else word


# ---------------------------------------------------------------- phrases


class Phrases:
    """A table of phrases to be found in text; built once, then only read.

    A phrase in small letters is found in any case; one with capitals ("US", "Georgia") only as it
    stands or in all capitals. Spaces and quotes may differ; words must be whole.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        # first word → number of words → words → as written, where that counts, and entry
        self._by_first: dict[str, dict[int, dict[tuple[str, ...], list[tuple[str | None, str]]]]] = {}
        for entry, phrases in entries.items():
            for phrase in phrases:
                words = tuple(_WORD.findall(phrase.translate(_QUOTES)))
                exact = None if phrase.islower() else " ".join(words)
                lowered = tuple(word.lower() for word in words)
                own = self._by_first.setdefault(lowered[0], {}).setdefault(len(lowered), {})
                own.setdefault(lowered, []).append((exact, entry))
        self._by_first = {w: dict(sorted(own.items(), reverse=True)) for w, own in self._by_first.items()}
        self._firsts = frozenset(self._by_first)

    def find(self, text: str) -> tuple[tuple[str, Span], ...]:
        """Return entry and span of every phrase, longest first at each place, none overlapping."""
        said = _worded(text)
        return tuple((entry, said.span(first, end)) for entry, first, end in self._hits(said))

    def entries(self, text: str) -> list[str]:
        """Return the entry of every phrase as `find` does, wherever it stands."""
        return [entry for entry, _, _ in self._hits(_worded(text))]

    def _hits(self, said: "_Worded") -> list[tuple[str, int, int]]:
        """Return entries with the numbers of their first word and of the one after them."""
        hits: list[tuple[str, int, int]] = []
        if said.distinct.isdisjoint(self._firsts):
            return hits
        free = 0
        for at in [at for at, word in enumerate(said.lowered) if word in self._firsts]:
            entry, length = self._at(said, at) if at >= free else (None, 0)
            if entry is not None:
                free = at + length
                hits.append((entry, at, free))
        return hits

    def _at(self, said: "_Worded", at: int) -> tuple[str | None, int]:
        for length, phrases in self._by_first[said.lowered[at]].items():
            for exact, entry in phrases.get(said.lowered[at : at + length], ()):
                written = " ".join(said.words[at : at + length])
                if exact is None or written in (exact, exact.upper()):
                    return entry, length
        return None, 0


class _Worded:
    """A text's words: as they stand, in small letters, and each once."""

    def __init__(self, text: str) -> None:
        self._parts = _WORD.split(text.translate(_QUOTES))  # what is between the words, and they
        self.words = tuple(self._parts[1::2])
        self.lowered = tuple(map(str.lower, self.words))
        self.distinct = frozenset(self.lowered)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Return where each part ends; few texts are asked for it."""
        return tuple(accumulate(map(len, self._parts)))

    def span(self, first: int, end: int) -> Span:
        """Return from where to where the words reach from the first to the one before the end."""
        return Span(self.ends[2 * first], self.ends[2 * end - 1])


_lately_worded = lru_cache(_AT_HAND)(_Worded)


def _worded(text: str) -> _Worded:
    return _lately_worded(text) if len(text) <= _LONG_TEXT else _Worded(text)


def tables_of(entries: Mapping[str, Iterable[str]], *names: str) -> dict[str, Phrases]:
    """Return a table of phrases for each of the entries named, or for all, to be asked one by one."""
    return {name: Phrases({name: entries[name]}) for name in names or entries}


def once_per_vocabulary(build: Callable[[K], T]) -> Callable[[K], T]:
    """Keep what was last built from a vocabulary or library; a process reads with one library at a time."""
    kept: list[tuple[K, T]] = []

    @wraps(build)
    def built(vocabulary: K) -> T:
        if not kept or kept[0][0] is not vocabulary:
            kept[:] = [(vocabulary, build(vocabulary))]
        return kept[0][1]

    return built


# ---------------------------------------------------------------- language

_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro"]
_SAMPLE = 2000  # words from each of three places
_FEWEST_WORDS = 5
_LEAST_SHARE = 0.15  # below this the text is a list, code, or letters without meaning
_CLEARLY_ENGLISH = 0.3  # share of stop words; English contracts lie near .4, other languages under .15


def language_of(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code and a confidence in [0, 1]; ("und", 0.0) where too little is said."""
    words = _sample(text)
    if len(words) < _FEWEST_WORDS:
        return "und", 0.0
    english = _share(words, "en")
    if english >= _CLEARLY_ENGLISH:
        return "en", min(1.0, 0.5 + english)
    shares = sorted(((_share(words, code), code) for code in _LANGUAGES), reverse=True)
    (best, code), (second, _) = shares[:2]
    if best < _LEAST_SHARE:
        return "und", 0.0
    return code, (best - second) / best * 0.5 + 0.5


def _sample(text: str) -> list[str]:
    size = _SAMPLE * 6
    places = (0, max(0, len(text) // 2 - size // 2), max(0, len(text) - size))
    parts = [text[place : place + size] for place in places] if len(text) > 3 * size else [text]
    return [word.lower() for part in parts for word in re.findall(r"[^\W\d_]+", part)]


def _share(words: list[str], code: str) -> float:
    stop_words = _stop_words(code)
    return sum(word in stop_words for word in words) / len(words)


@cache
def _stop_words(code: str) -> frozenset[str]:
    """Read spaCy's list of one language by itself: importing fifteen language packages takes seconds."""
    path = Path(spacy.__file__).parent / "lang" / code / "stop_words.py"
    return frozenset(run_path(str(path))["STOP_WORDS"])
