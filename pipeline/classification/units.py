"""What the classifier sees of a clause: its sentences, its surroundings and the sides named in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.domain.agreement import Agreement, Clause, Party
from pipeline.domain.document import BlockKind, Document
from pipeline.domain.places import Span
from pipeline.language import content_words, sentences, tokens
from pipeline.library.cues import CueIndex, found_lately
from pipeline.lookalikes import fold

# A heading or a list of contents is no operative text (annotation guide, section 1).
NOT_OPERATIVE = frozenset({"contents", "heading"})
HEADER_WORDS = 4  # a column's name is no longer
FIGURE = re.compile(r"\d")
STEM = 5  # letters: "notif", "delet", "termi"
UNITED_STATES = re.compile(r"\bUS\b|\bU\.\s?S\.(?:\s?A\.)?(?!\w)")
LEAD_IN = 25  # last words of the parent clause: "Provider shall:" before "(a) …"

SIDES = {
    "provider": ("we", "us", "our", "ours", "provider", "supplier", "vendor", "processor", "importer"),
    "customer": ("you", "your", "yours", "customer", "subscriber", "controller", "client", "exporter"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause as the classifier reads it.

    `spans[i]` is sentence i in the document's text, `words[i]` are its words, with the sides for their
    names, and `hits[i]` the cues in it; `around` are features of what stands around the clause, `heading`
    the heading's words.
    """

    clause: Clause
    spans: tuple[Span, ...]
    words: tuple[tuple[str, ...], ...]
    hits: tuple[frozenset[str], ...]
    around: tuple[str, ...] = ()
    heading: str = ""

    @property
    def parts(self) -> int:
        """Return how many sentences are read apart from the whole: none of a clause of one."""
        return len(self.spans) if len(self.spans) > 1 else 0

    @property
    def whole(self) -> tuple[str, ...]:
        """Return the features of the whole clause."""
        words = tuple(w for part in self.words for w in part)
        return _features(words, frozenset().union(*self.hits), self.around)

    @property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """Return the features of each sentence that is read apart."""
        said = zip(self.words[: self.parts], self.hits, strict=False)
        return tuple(_features(words, hits, self.around) for words, hits in said)

    @property
    def said(self) -> tuple[str, ...]:
        """Return each sentence in words, as the encoder reads it."""
        return tuple(map(as_said, self.words))


def units_of(agreement: Agreement, cues: CueIndex) -> Iterator[Unit]:
    """Yield every operative clause with its features."""
    sides = Sides(agreement.parties)
    by_id = {c.id: c for c in agreement.clauses}
    headers = _table_headers(agreement.document)
    for clause in agreement.clauses:
        if clause.kind not in NOT_OPERATIVE and clause.text.strip() and clause.span.start not in headers:
            parent = by_id.get(clause.parent or "")
            around = _surroundings(clause, parent, sides)
            yield _unit(clause, around, sides, cues)


def _table_headers(document: Document) -> frozenset[int]:
    """Return where rows begin that only name columns: the first of a table, short cells, no figure."""
    found = []
    before = None
    for block in document.blocks:
        first = block.kind is BlockKind.TABLE_ROW and before is not BlockKind.TABLE_ROW
        before = block.kind
        cells = document.quote(block.span).split(" | ") if first else []
        if len(cells) > 1 and all(len(c.split()) <= HEADER_WORDS and not FIGURE.search(c) for c in cells):
            found.append(block.span.start)
    return frozenset(found)


def sentence_features(text: str, cues: CueIndex) -> tuple[str, ...]:
    """Return the features of a sentence that stands alone (an example of the library)."""
    return _features(Sides(()).mark(_tokens(text)), cues.find(text), ())


def said_alone(text: str) -> tuple[str, ...]:
    """Return the words of each sentence of a text that stands alone."""
    shown, sides = fold(text), Sides(())
    return tuple(as_said(sides.mark(_tokens(shown[s.start : s.end]))) for s in sentences(text))


def _unit(clause: Clause, around: tuple[str, ...], sides: "Sides", cues: CueIndex) -> Unit:
    spans, shown = sentences(clause.text), fold(clause.text)
    texts = [shown[s.start : s.end] for s in spans]
    offset = clause.span.start
    return Unit(
        clause=clause,
        spans=tuple(Span(offset + s.start, offset + s.end) for s in spans),
        words=tuple(sides.mark(_tokens(t)) for t in texts),
        hits=tuple(found_lately(cues, t) for t in texts),
        around=around,
        heading=as_said(sides.mark(tokens(fold(clause.heading)))),
    )


def as_said(words: tuple[str, ...]) -> str:
    """Return marked words as a sentence."""
    return " ".join(w.rstrip("_") or w for w in words)


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words; the country "US" is no "us"."""
    return tokens(UNITED_STATES.sub("USA", text))


def _features(words: tuple[str, ...], hits: Iterable[str], around: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return (*words, *pairs, *_stems(words), *sorted(hits), *around)


def _stems(words: tuple[str, ...]) -> Iterator[str]:
    """Yield long words cut to their stem, and neighbouring content words whatever stands between them."""
    yield from (f"~{w[:STEM]}" for w in words if len(w) > STEM)
    content = (w[: STEM + 1] for w in content_words(words))
    yield from (f"^{a} {b}" for a, b in pairwise(content))


def _surroundings(clause: Clause, parent: Clause | None, sides: "Sides") -> tuple[str, ...]:
    head = sides.mark(tokens(fold(clause.heading)))
    pairs = (f"{a} {b}" for a, b in pairwise(head))
    found = [f"h:{w}" for w in (*head, *pairs)]
    if parent is not None and parent.kind not in NOT_OPERATIVE:
        found += [f"p:{w}" for w in sides.mark(tokens(fold(parent.text[-300:])))[-LEAD_IN:]]
    return tuple(found)


class Sides:
    """The words for provider and customer in one agreement, put in place of each other's names."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._roles: dict[tuple[str, ...], str] = {}
        for role, words in SIDES.items():
            self._roles |= {(w,): f"{role}_" for w in words}
        for party in parties:
            for name in (*party.words, *([party.name] if party.name else [])):
                if key := tokens(name):
                    self._roles[key] = f"{party.role}_"
        self._longest = max(map(len, self._roles))
        self._firsts = {name[0] for name in self._roles}

    def mark(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Replace each name or word for a side by its role."""
        found: list[str] = []
        at = 0
        while at < len(words):
            longest = min(self._longest, len(words) - at) if words[at] in self._firsts else 0
            for length in range(longest, 0, -1):
                if role := self._roles.get(words[at : at + length]):
                    found.append(role)
                    at += length
                    break
            else:
                found.append(words[at])
                at += 1
        return tuple(found)
