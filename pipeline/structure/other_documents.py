"""Documents that an agreement relies on and does not hold: by name, by address, as a missing schedule.

"Security is described in the Northwind Trust Policy, as updated from time to time" relies on a paper
that the provider may change. Laws, standards of public bodies and the agreement itself are none, nor is what
only a note to the drafter names, or words beside a box that nobody ticked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.agreement import Clause, CrossReference, DocumentReference, Party
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.groups import changed_together, group_word
from pipeline.structure.numbering import SCHEDULE_WORDS
from pipeline.structure.titles import (
    WORD,
    Name,
    copies_held,
    is_public,
    names_in,
    own_papers,
    party_words,
    plain,
)

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”’)\]|]+[^\s<>\"”’)\].,;:|]")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_LONGEST_QUOTE = 60  # words
_BESIDE = 25  # words quoted on either side of a name in a longer sentence
_LINK_WITHIN = 150  # characters between a name and its address
_SCHEDULE_WITHIN = 60  # characters between a name and the schedule that it is
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,80}\)")
_ANOTHER = re.compile(rf"\b(?:{SCHEDULE_WORDS})\s+(?:[A-Z]\b|[IVX]+\b|\d)")
_CHANGE_WITHIN = 120  # characters between a name and the words that let it be changed


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary made ready: ways to rely on a document and to change it, sites that hold none."""

    relies: Phrases
    substance: Phrases
    laws: Phrases
    changes: Phrases
    agreed: Phrases
    public_sites: tuple[str, ...]
    no_pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A document named in a clause, and the schedule that it is said to be."""

    name: Name
    reference: DocumentReference
    schedule: str = ""


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    reliance = vocabulary["reliance"]
    return _Words(
        relies=Phrases({"relies": reliance["relies"]}),
        substance=Phrases({"substance": reliance["substance"]}),
        laws=Phrases({"laws": reliance["texts_of_law"]}),
        changes=Phrases({"changes": reliance["changeable"]}),
        agreed=Phrases({"agreed": reliance["agreed_change"]}),
        public_sites=reliance["public_sites"],
        no_pages=frozenset(reliance["no_documents"]),
    )


def find_document_references(
    clauses: tuple[Clause, ...],
    *,
    cross_references: tuple[CrossReference, ...],
    title: str,
    parties: Iterable[Party] = (),
    silent: Sequence[Span] = (),
    vocabulary: Vocabulary,
) -> tuple[DocumentReference, ...]:
    """Return each mention of a document that the text relies on and does not hold, in text order.

    `silent` are places of the document whose words nobody agreed to.
    """
    acting = party_words(clauses, parties, file=title.split(" · ", maxsplit=1)[0])
    own = own_papers(clauses, title=title, parties=acting, vocabulary=vocabulary)
    copies = copies_held(clauses)
    missing = [p for p in cross_references if p.resolved is None and re.match(SCHEDULE_WORDS, p.target)]
    found: list[_Mention] = []
    for clause in clauses:
        if clause.kind not in ("contents", "heading", "schedule"):
            named = names_in(clause.text, parties=acting, vocabulary=vocabulary)
            here = [p for p in missing if clause.span.contains(p.span)]
            named = [n for n in named if n.paper not in own and not _is_silent(n, clause, silent)]
            found += _in_clause(clause, named, here, own, vocabulary)
    one_each = [r for r in _one_address(_one_name(found)) if not _is_copied(r, copies)]
    return tuple(changed_together(one_each, clauses, parties=acting, vocabulary=vocabulary))


def _is_silent(name: Name, clause: Clause, silent: Iterable[Span]) -> bool:
    start = clause.span.start + name.span.start
    return any(s.contains(Span(start, start + len(name.span))) for s in silent)


def _is_copied(reference: DocumentReference, copies: tuple[str, ...]) -> bool:
    """Tell a paper, or the address that it is posted at, of which a copy is held."""
    is_page = reference.title == reference.url
    return plain(reference.title).endswith(copies) or (
        is_page and any(copy in plain(reference.quote) for copy in copies)
    )


def _in_clause(
    clause: Clause,
    names: list[Name],
    missing: list[CrossReference],
    own: frozenset[str],
    vocabulary: Vocabulary,
) -> Iterator[_Mention]:
    """Yield the documents named in the sentences of a clause that rely on them."""
    words = _words(vocabulary)
    urls = [m for m in _URL.finditer(clause.text) if _is_document(m[0], words)]
    if not names and not urls and not missing:
        return
    for home in sentences(clause.text):
        sentence = clause.text[home.start : home.end]
        group = group_word(sentence)
        here = [n for n in names if home.contains(n.span) and not _is_group(n, home, group)]
        links = [m for m in urls if home.start <= m.start() < home.end]
        relies = group is not None or bool(words.relies.find(sentence))
        if relies or links:
            for name in here:
                link = _link_of(name, here, links)
                yield _Mention(name, _reference(clause, home, name, link, words=words))
        for pointer in missing:
            if home.start <= _at(pointer, clause) < home.end and not _is_of_a_law(
                pointer, clause, vocabulary
            ):
                yield _schedule(pointer, here, clause, home, words=words)
        if relies and links and not here and not words.laws.find(sentence):
            page = _page(links[0], vocabulary)
            if page.paper not in own:
                yield _Mention(page, _reference(clause, home, page, links[0][0], words=words))


def _is_group(name: Name, home: Span, group: Span | None) -> bool:
    return group is not None and group.overlaps(
        Span(name.span.start - home.start, name.span.end - home.start)
    )


def _schedule(
    pointer: CrossReference, names: list[Name], clause: Clause, home: Span, *, words: _Words
) -> _Mention:
    """Name a missing schedule by the document that it is said to be: "Exhibit B (Security Annex)"."""
    start = _at(pointer, clause)
    span = Span(start, start + len(pointer.span))
    near = [n for n in names if _names_it(n.span, span, clause.text)]
    if len(near) == 1:
        name = replace(near[0], span=span)
        return _Mention(name, _reference(clause, home, name, None, words=words), plain(pointer.target))
    name = Name(span, pointer.target, plain(pointer.target))
    return _Mention(name, _reference(clause, home, name, None, words=words))


def _names_it(name: Span, schedule: Span, text: str) -> bool:
    """Tell a schedule's name from that of the next: "Exhibit B (Service Levels) and Exhibit C (Security)"."""
    own = _IN_BRACKETS.match(text, schedule.end)
    if own:
        return Span(*own.span()).contains(name)
    first, second = sorted((name, schedule))
    near = second.start - first.end <= _SCHEDULE_WITHIN
    return near and not _ANOTHER.search(text, first.end, second.start)


def _at(pointer: CrossReference, clause: Clause) -> int:
    return pointer.span.start - clause.span.start


def _is_of_a_law(pointer: CrossReference, clause: Clause, vocabulary: Vocabulary) -> bool:
    """Tell "Annex II of the UK Addendum" from an annex of ours."""
    after = clause.text[_at(pointer, clause) + len(pointer.span) :][:60]
    return is_public(re.split(r"[.;:]", after, maxsplit=1)[0], vocabulary)


def _link_of(name: Name, names: list[Name], links: list[re.Match[str]]) -> str | None:
    """Return the address that follows a name with no other name in between."""
    following = min((n.span.start for n in names if n.span.start > name.span.start), default=None)
    return next(
        (
            m[0]
            for m in links
            if name.span.end <= m.start() <= name.span.end + _LINK_WITHIN
            and (following is None or m.start() < following)
        ),
        None,
    )


def _reference(
    clause: Clause, home: Span, name: Name, url: str | None, *, words: _Words
) -> DocumentReference:
    text = clause.text[home.start : home.end]
    span = home if len(text.split()) <= _LONGEST_QUOTE else _around(name, url, clause.text, home)
    start = max(home.start, name.span.start - _CHANGE_WITHIN)
    around = clause.text[start : min(home.end, name.span.end + _CHANGE_WITHIN)]
    return DocumentReference(
        title=name.title,
        url=url,
        document=clause.document,
        span=Span(clause.span.start + span.start, clause.span.start + span.end),
        quote=clause.text[span.start : span.end],
        changeable=bool(words.changes.find(around)) and not words.agreed.find(text),
        paper=name.paper,
        holds_substance=bool(words.substance.find(text)),
    )


def _around(name: Name, url: str | None, text: str, home: Span) -> Span:
    """Return the words around a name in a sentence too long to quote, with the address that follows."""
    words = list(re.finditer(r"\S+", text[home.start : home.end]))
    at = next(n for n, w in enumerate(words) if home.start + w.end() > name.span.start)
    first, last = words[max(0, at - _BESIDE)], words[min(len(words) - 1, at + _BESIDE)]
    link = text.find(url, name.span.start) if url else -1
    end = max(home.start + last.end(), name.span.end, link + len(url) if url and link >= 0 else 0)
    return Span(home.start + first.start(), end)


# ---------------------------------------------------------------- addresses


def _is_document(url: str, words: _Words) -> bool:
    """Tell a document's address from a home page, a form, or the site of an authority."""
    host, _, path = _SCHEME.sub("", url).lower().partition("/")
    if not path.strip("/") or {*WORD.findall(path), *path.split("/")} & words.no_pages:
        return False
    return not any(host == site or host.endswith(f".{site}") for site in words.public_sites)


def _page(link: re.Match[str], vocabulary: Vocabulary) -> Name:
    """Name a page by its address, or by the paper that its last part names ("/legal/privacy-policy")."""
    parts = [re.findall(r"[a-z]{2,}", part) for part in _address(link[0]).split("/")[1:]]
    last = [w for w in next((p for p in reversed(parts) if p), []) if w not in ("version", "html", "pdf")]
    named = names_in(" ".join(last).upper(), parties=frozenset(), vocabulary=vocabulary)
    paper = next((n for n in named if n.known and len(n.title.split()) >= len(last)), None)
    span = Span(*link.span())
    if paper:
        whole = len(last) > 1 and len(named[0].span) == len(" ".join(last))
        title = " ".join(w if w in ("of", "and") else w.capitalize() for w in last)
        return replace(paper, span=span, title=title if whole else paper.paper)
    return Name(span, link[0], _address(link[0]))


def _address(url: str) -> str:
    return _SCHEME.sub("", url).lower().split("#")[0].rstrip("/")


def _one_address(found: list[DocumentReference]) -> list[DocumentReference]:
    """Take a bare address for the paper that is named with it elsewhere."""
    named = {_address(r.url): r for r in reversed(found) if r.url and r.title != r.url}
    return [
        replace(r, title=named[a].title, paper=named[a].paper)
        if r.url and r.title == r.url and (a := _address(r.url)) in named
        else r
        for r in found
    ]


def _one_name(found: list[_Mention]) -> list[DocumentReference]:
    """Take a schedule that is once said to be a paper ("Exhibit B") for that paper everywhere."""
    known = {m.schedule: m.name for m in reversed(found) if m.schedule}
    return [
        replace(m.reference, title=known[m.name.paper].title, paper=known[m.name.paper].paper)
        if m.name.paper in known
        else m.reference
        for m in found
    ]
