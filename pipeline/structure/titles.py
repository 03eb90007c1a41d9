"""Names of documents: how an agreement calls other papers, and which paper it is itself.

"our Northwind Trust Policy" names a paper, "these Cloud Terms" the document that says so. Each name comes
with its paper, the same for all names of one document: "DPA" and "Data Processing Addendum" are one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.agreement import Clause, Party
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

WORD = re.compile(r"[a-z0-9]+")
_OWNER = re.compile(r"^(?P<owner>[^\s]+[’'])s?\s+")
_BEFORE = re.compile(r"(?P<word>[\w’'-]+)\s+$")
_THIS = re.compile(r"\b(?:this|these)\s+$", re.IGNORECASE)
_RULES = re.compile(r"\b(?:Polic(?:y|ies)|Procedures|Standards|Guidelines|Practices|Measures|Plan)$")
_ACTS = re.compile(r"\b([A-Z][\w&]+)(?:\s+(?:will|shall|may|must|agrees)\b|[’']s\b)")
_OFTEN = 3  # acts from which a name is a party's
_ANOTHER = re.compile(
    r"\b(?:Polic(?:y|ies)|Addendum|Annex|Guidelines|Agreement|Exhibit)\s+(?:and|&)\s+|\band\s+(?=\S+[’']s\s)"
)
_SIDES = frozenset(
    {"provider", "company", "supplier", "vendor", "our", "service", "services", "product", "s"}
)
_IN_FILE_NAMES = frozenset({"security", "data", "privacy", "product", "cloud", "annex", "and", "of"})
_TITLE_WORDS = 14  # a line with more is no title
_LEAST_TEXT = 60  # words of a schedule from which the document named in its heading is held here
_LEAST_SECTION = 200  # under any other heading: a short section most often points to the paper elsewhere
_OPENING = 60  # pieces in which a document says what it is
_PROSE = 8  # words; what is shorter is a title or a menu and says nothing of the kind
# “Framework Terms” means these Standard Terms and …: the paper at hand is one of them.
_MEANS_THIS = re.compile(
    r"[“\"]([A-Z][\w ’&-]{3,60}?)[”\"]\s+(?:means|refers\s+to|consists?\s+of|comprises?)\s+"
    r"(?:collectively,?\s+)?th(?:is|ese)\s+[A-Z]"
)
_ATTACHED = re.compile(
    r"\b[Cc]op(?:y|ies)\s+of\s+(?:the|our|its|these)\s+((?:[A-Z][\w’&-]*\s+(?:of\s+|and\s+)?){1,8})(?:is|are)\s+"
    r"(?:attached|annexed|appended|included|reproduced|set\s+out)\b"
)
_COPY = re.compile(r"\b(?:cop(?:y|ies)|translations?|versions?|printed|signed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A document named in a text: where, how it is written, which paper; `known` by the vocabulary."""

    span: Span
    title: str
    paper: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary made ready: names of papers, what titles begin and end with, what is none."""

    papers: Phrases
    public: Phrases
    title: re.Pattern[str]
    starts: frozenset[str]
    customers: frozenset[str]
    no_titles: frozenset[str]
    on_request: Phrases
    sold: frozenset[str]


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    reliance = vocabulary["reliance"]
    ends = "|".join(re.escape(end) for end in sorted(reliance["title_ends"], key=len, reverse=True))
    return _Words(
        papers=Phrases(vocabulary["other_documents"]),
        public=Phrases({"public": reliance["public"]} | dict(vocabulary["standards"])),
        title=re.compile(rf"\b(?:[A-Z][\w’'&/-]*\s+(?:(?:and|of|for|&)\s+)?){{1,6}}(?:{ends})\b"),
        starts=frozenset(reliance["title_starts"]),
        customers=frozenset(reliance["customers_own"]),
        no_titles=frozenset(map(plain, reliance["no_titles"])),
        on_request=Phrases({"on_request": reliance["on_request"]}),
        sold=frozenset(reliance["sold"]),
    )


def plain(text: str) -> str:
    """Return the words of a title, without the plural's "s": "Feature Terms" is "features terms"."""
    return " ".join(word.rstrip("s") or word for word in WORD.findall(text.lower()))


def is_public(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether words name a law, an authority's rules or a public standard."""
    return bool(_words(vocabulary).public.find(text))


# ---------------------------------------------------------------- names in a text


def names_in(text: str, *, parties: frozenset[str], vocabulary: Vocabulary) -> list[Name]:
    """Return the documents named, in text order, but for this one, laws, and the customer's own rules."""
    words = _words(vocabulary)
    return [name for name, this in _all_names(text, parties, words) if not this]


def party_words(clauses: Iterable[Clause], parties: Iterable[Party], *, file: str) -> frozenset[str]:
    """Return the words, lower-cased, that name a party: as defined, as its file says, or as it often acts."""
    named = set(WORD.findall(file.rsplit(".", 1)[0].lower())) - _IN_FILE_NAMES
    named |= {w for p in parties for n in (p.name or "", *p.words) for w in WORD.findall(n.lower())}
    acting = Counter(m[1].lower() for c in clauses for m in _ACTS.finditer(c.text))
    return frozenset(named | {name for name, count in acting.items() if count >= _OFTEN})


def _all_names(text: str, parties: frozenset[str], words: _Words) -> list[tuple[Name, bool]]:
    """Return each name and whether it is that of the document itself ("this Addendum")."""
    known = words.papers.find(text)
    titled = [_trimmed(m.span(), text, words) for m in words.title.finditer(text)]
    titled = [t for t in titled if sum(t.contains(span) for _, span in known) <= 1]
    found = []
    for paper, span in known:
        whole = next((t for t in titled if t.contains(span)), span)
        if words.public.find(text[whole.start : span.start]):  # "GDPR Data Processing Addendum"
            whole = Span(span.start, whole.end)
        found.append(_name(whole, text, parties, paper=paper, known=span))
    alone = [t for t in titled if not any(t.overlaps(span) for _, span in known)]
    found += [_name(t, text, parties) for t in alone if len(text[t.start : t.end].split()) > 1]
    return [
        (name, bool(_THIS.search(text[: name.span.start])))
        for name in sorted(found, key=lambda n: n.span)
        if _is_document(name, text, words)
    ]


def _trimmed(place: tuple[int, int], text: str, words: _Words) -> Span:
    """Leave off the words that no title begins with ("The", "Our"), and another title before "and"."""
    start, end = place
    for other in _ANOTHER.finditer(text, start, end):
        start = other.end()
    while (first := re.match(r"([\w’'&/-]+)\s+", text[start:end])) and first[1].lower() in words.starts:
        start += first.end()
    return Span(start, end)


def _name(
    span: Span, text: str, parties: frozenset[str], *, paper: str = "", known: Span | None = None
) -> Name:
    """Say which paper a name is: the known one where only its owner's name stands before it."""
    title = re.sub(r"\s+", " ", text[span.start : span.end])
    owner = _OWNER.match(title)
    if owner and set(WORD.findall(owner["owner"].lower())) & (parties | _SIDES):
        title = title[owner.end() :]
    if known is None:
        return Name(span, title, plain(title))
    further = set(WORD.findall(text[span.start : known.start].lower())) - parties - _SIDES
    if further:
        return Name(span, title, plain(title))
    return Name(span, paper if title.isupper() else title, paper, known=True)


def _is_document(name: Name, text: str, words: _Words) -> bool:
    if words.public.find(name.title) or plain(name.title) in words.no_titles:
        return False
    before = _BEFORE.search(text[: name.span.start])
    whose = _OWNER.match(text[name.span.start : name.span.end])
    owners = {o.lower() for o in (before and before["word"], whose and whose[0].strip()) if o}
    is_rules = _RULES.search(name.title) and name.paper not in words.sold
    return not (owners & words.customers and is_rules)


# ---------------------------------------------------------------- which paper a document is


def own_papers(
    clauses: tuple[Clause, ...], *, title: str, parties: frozenset[str], vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the papers that a document is, by file name, title or its own word, and those it holds."""
    words = _words(vocabulary)
    lines = title.split(" · ")
    file = re.sub(r"[-_.]+", " ", lines[0].rsplit(".", 1)[0])
    titles = [f"{file}\n{file.upper()}", *(line for line in lines[1:] if len(line.split()) <= _TITLE_WORDS)]
    held = {n.paper for text in held_titles(clauses) for n, _ in _all_names(text, parties, words)}
    found = {n.paper for text in titles for n, _ in _all_names(text, parties, words)} | (held - words.sold)
    for line in lines[1:]:  # "Data Processing Agreement to the Master Agreement …": the first name
        found |= {n.paper for n, _ in _all_names(line, parties, words)[:1]}
    prose = [c.text for c in clauses if c.kind != "contents" and len(c.text.split()) >= _PROSE]
    found |= {n.paper for text in prose[:_OPENING] for n, this in _all_names(text, parties, words) if this}
    found |= {plain(m[1]) for c in clauses for m in _MEANS_THIS.finditer(c.text)}
    return frozenset(found - _to_be_asked_for(prose, parties, words))


def copies_held(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the last words of papers of which a copy is said to be attached, and stands under a heading."""
    clauses = tuple(clauses)
    headings = [plain(c.text) for c in clauses if c.kind in ("heading", "schedule")]
    said = dict.fromkeys(plain(m[1]) for c in clauses for m in _ATTACHED.finditer(c.text))
    return tuple(name for name in said if any(name in heading for heading in headings))


def _to_be_asked_for(prose: Iterable[str], parties: frozenset[str], words: _Words) -> set[str]:
    """Return the papers that a page speaks of and does not hold: "our DPA is available on request"."""
    return {
        name.paper
        for text in prose
        if words.on_request.find(text)
        for home in sentences(text)
        if words.on_request.find(said := text[home.start : home.end]) and not _COPY.search(said)
        for name, this in _all_names(said, parties, words)
        if not this
    }


def held_titles(clauses: Iterable[Clause]) -> list[str]:
    """Return the headings with so much text below that what they name is there."""
    least = {"schedule": _LEAST_TEXT, "heading": _LEAST_SECTION}
    return [heading.text for heading, size in _sections(clauses) if size >= least[heading.kind]]


def _sections(clauses: Iterable[Clause]) -> list[tuple[Clause, int]]:
    """Return each heading with the number of words under it; a schedule's reach to the next schedule."""
    found: list[tuple[Clause, int]] = []
    open_ones: dict[str, int] = {}
    for clause in clauses:
        if clause.kind in ("heading", "schedule"):
            kept = open_ones.get("schedule") if clause.kind == "heading" else None
            open_ones = {clause.kind: len(found)} | ({} if kept is None else {"schedule": kept})
            found.append((clause, 0))
        elif clause.kind != "contents":
            size = len(clause.text.split())
            for at in open_ones.values():
                found[at] = (found[at][0], found[at][1] + size)
    return found
