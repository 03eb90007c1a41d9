"""Which papers of a set words mean: "this Addendum", "the Agreement", "Schedule 2", "any other terms".

A name is looked up as the paper that speaks uses it: its own title and defined terms come first, then
titles and file names of the others, then their kinds. "The Agreement" in a paper that hangs on another
is that other one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

MAIN = ("msa", "tos")  # kinds of paper the others hang on
SATELLITES = ("dpa", "sla", "security", "aup", "order_form", "amendment")  # kinds that hang on a main one
_OPENING = 3000  # characters in which an amendment says what it amends
_OPENING_LINES = 4
_TITLE = 16  # words; longer is no title
_LEAST_TITLE = 2  # words from which a title names a paper by itself
_WORD = re.compile(r"[a-z0-9&]+")
_ANY = re.compile(r"(?:any|each)\b", re.IGNORECASE)
# "The policies attached hereto": what is meant is the policies.
_ATTACHED = re.compile(
    r"\b(?:attached|annexed|appended|incorporated|party|parties|exhibits?|schedules?)\s+$", re.IGNORECASE
)
_LISTED = re.compile(
    r"(?:^|[;:,(]|\d[.)]|\b(?:and|first|second|third|then|next|last|lastly|finally))\s*$", re.IGNORECASE
)
_AFTER_NAME = re.compile(r"\s*(?:[:(]|\s[–—-]\s)")
_PLURAL = ("s", "addenda")
_POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Mention:
    """A paper named in a text: the words, and the ids of the documents of the set they mean.

    `is_apart` marks a contract that the parties sign besides ("a separately signed licensing agreement").
    """

    span: Span
    words: str
    documents: tuple[str, ...]
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a set, by id, with the names they go by."""

    agreements: Mapping[str, Agreement]
    titles: Mapping[str, tuple[str, ...]]
    vocabulary: Vocabulary
    _amended: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def mentions(self, text: str, *, speaker: str) -> tuple[Mention, ...]:
        """Return the papers named in a text of the document `speaker`, in text order."""
        found: list[Mention] = []
        for match in _named(self.vocabulary).finditer(text):
            if match["itself"] and _ATTACHED.search(text, 0, match.start()):
                continue
            span, words = Span(*match.span()), " ".join(match[0].split())
            if match["apart"]:
                found.append(Mention(span, words, (), is_apart=True))
            elif match["that"]:
                found += [replace(m, span=span) for m in found[::-1] if m.is_apart][:1]
            elif not self._is_vague(match):
                found.append(Mention(span, words, self._meant(match, speaker)))
        return tuple(found)

    def amended_by(self, document: str) -> str:
        """Return the document that an amendment amends as a whole: the first it names, else the main one."""
        if self.agreements[document].kind != "amendment":
            return ""
        if document not in self._amended:
            self._amended[document] = self._aim_of(document)
        return self._amended[document]

    def _aim_of(self, document: str) -> str:
        opening = self.agreements[document].document.text[:_OPENING]
        named = (d for m in self.mentions(opening, speaker=document) for d in m.documents if d != document)
        main = (d for d, a in self.agreements.items() if a.kind in MAIN and d != document)
        others = (d for d in self.agreements if d != document)
        return next(named, None) or next(main, None) or next(others, "")

    def _is_vague(self, match: re.Match[str]) -> bool:
        """Tell "the terms of", "such order" and "any documentation" from the name of a paper."""
        pointed = (match["this"] or match["the"] or "").lower()
        name = match["name"] or ""
        if self._is_class(match):
            return False
        if not name or pointed in ("this", "these") or name != name.lower():
            return False
        return name in self.vocabulary["precedence"]["vague"] if pointed else not _is_listed(match)

    def _is_class(self, match: re.Match[str]) -> bool:
        """Tell "any exhibit" and "policies", which mean all papers of a kind, from the name of one."""
        words, name = self.vocabulary["precedence"], _plain(match["name"] or "")
        if name not in (*words["attached"], *words["published"]) or match["this"]:
            return False
        return name.endswith(_PLURAL) or bool(_ANY.match(match[0]))

    def _of_class(self, name: str, speaker: str) -> tuple[str, ...]:
        """Return the papers attached to a main one, or the policies."""
        if name in self.vocabulary["precedence"]["published"]:
            return tuple(d for d, ts in self.titles.items() if d != speaker and any(_POLICY in t for t in ts))
        return tuple(d for d, a in self.agreements.items() if d != speaker and a.kind not in MAIN)

    def _meant(self, match: re.Match[str], speaker: str) -> tuple[str, ...]:
        others = tuple(d for d in self.agreements if d != speaker)
        if match["others"]:
            return others
        if match["itself"] or (match["this"] or "").lower() in ("this", "these"):
            return (speaker,)
        name = _plain(match["name"])
        if self._is_class(match):
            return self._of_class(name, speaker)
        return (
            self._by_title(name, speaker)
            or self._by_definition(name, speaker)
            or self._by_kind(match["name"], name, speaker)
            or self._by_own_name(match["name"], speaker)
            or self._by_noun(name, speaker)
            or self._main(name, speaker)
        )

    def _by_own_name(self, written: str, speaker: str) -> tuple[str, ...]:
        """Return the one paper that calls itself so: "these Call-Off Terms"."""
        words = " ".join(written.split())
        if len(words.split()) < _LEAST_TITLE or words == words.lower():
            return ()
        own = re.compile(rf"\bth(?:is|ese)\s+{re.escape(words)}\b", re.IGNORECASE)
        found = [d for d, a in self.agreements.items() if own.search(a.document.text)]
        return tuple(found) if len(found) == 1 and found[0] != speaker else ()

    def _by_noun(self, name: str, speaker: str) -> tuple[str, ...]:
        """Return the one other paper in whose title "the Addendum" stands."""
        if " " in name or _is_main(name, self.vocabulary):
            return ()
        titles = ((d, word) for d, ts in self.titles.items() for t in ts for word in t.split())
        found = {d for d, word in titles if word == name} - {speaker}
        return tuple(found) if len(found) == 1 else ()

    def _by_title(self, name: str, speaker: str) -> tuple[str, ...]:
        """Return the papers whose title begins with a name of two words, "Schedule 2" among them."""
        if len(name.split()) < _LEAST_TITLE or _is_main(name, self.vocabulary):
            return ()
        found = tuple(
            d
            for d, titles in self.titles.items()
            if any(f"{t} ".startswith(f"{name} ") or f" {t}".endswith(f" {name}") for t in titles)
        )
        return (speaker,) if speaker in found else found

    def _by_definition(self, name: str, speaker: str) -> tuple[str, ...]:
        """Return what a name stands for by the definition the speaking paper gives of it."""
        paper = self.agreements[speaker]
        for definition in paper.definitions:
            if _plain(definition.term) != name:
                continue
            before = definition.quote.split(definition.term, maxsplit=1)[0]
            if re.search(r"\b[Tt]h(?:is|ese)\b[^.;]*$", before):
                return (speaker,)
            words = before or definition.quote
            kinds = {
                k for k, _ in kinds_named(self.vocabulary).find(words if len(words) > 3 else definition.quote)
            }
            found = self._of_kinds(kinds, speaker=speaker)
            if found:
                return found
        return ()

    def _by_kind(self, written: str, name: str, speaker: str) -> tuple[str, ...]:
        kinds = {kind for kind, _ in kinds_named(self.vocabulary).find(written)}
        if name in ("order", "orders"):
            kinds.add("order_form")
        if self.agreements[speaker].kind in kinds and not _is_main(name, self.vocabulary):
            return (speaker,)
        return self._of_kinds(kinds, speaker=speaker)

    def _of_kinds(self, kinds: Iterable[str], *, speaker: str) -> tuple[str, ...]:
        wanted = set(kinds)
        if wanted & set(MAIN):
            wanted |= set(MAIN)
        return tuple(d for d, a in self.agreements.items() if a.kind in wanted and d != speaker)

    def _main(self, name: str, speaker: str) -> tuple[str, ...]:
        """Return the paper that "the Agreement" is: the speaker where it is a main one itself."""
        if not _is_main(name, self.vocabulary):
            return ()
        if self.agreements[speaker].kind in MAIN:
            return (speaker,)
        found = self._of_kinds(MAIN, speaker=speaker)
        if found:
            return found
        others = [d for d, a in self.agreements.items() if d != speaker and a.kind == "other"]
        hangs_on = self.agreements[speaker].kind in SATELLITES
        return tuple(others) if hangs_on or len(others) == 1 else ()


def papers_of(agreements: Iterable[Agreement], vocabulary: Vocabulary) -> Papers:
    """Return the papers of a set with the titles that each of them goes by."""
    held = {a.document.id: a for a in agreements}
    return Papers(held, {d: _titles(a) for d, a in held.items()}, vocabulary)


def _titles(agreement: Agreement) -> tuple[str, ...]:
    """Return the file's own name and the short lines at the start, in plain words."""
    opening = [c for c in agreement.clauses if c.kind != "contents"][:_OPENING_LINES]
    lines = [c.text for c in opening if _is_title(c)]
    # "Product terms: Acme Assistant (in every plan)" goes by the first of these names too.
    heads = (_AFTER_NAME.split(line, maxsplit=1)[0] for line in lines)
    lines += [head for head in heads if head not in lines and len(head.split()) >= _LEAST_TITLE]
    name = PurePosixPath(agreement.document.source.name).stem
    return tuple(filter(None, (_plain(t) for t in [re.sub(r"[-_.]+", " ", name), *lines])))


def _is_title(clause: Clause) -> bool:
    """Tell a title from a first short clause: it is no sentence and bears no clause number."""
    words = clause.text.split()
    return (
        len(words) <= _TITLE
        and not clause.number[:1].isdigit()
        and words[0][0].isalpha()
        and not clause.text.rstrip().endswith(".")
    )


def _plain(text: str) -> str:
    words = _WORD.findall(text.lower())
    return " ".join(words[1:] if words[:1] in (["the"], ["our"], ["your"], ["this"], ["these"]) else words)


@once_per_vocabulary
def kinds_named(vocabulary: Vocabulary) -> Phrases:
    """Return the table of the names that papers of each kind go by."""
    return Phrases(vocabulary["document_kinds"])


def _is_main(name: str, vocabulary: Vocabulary) -> bool:
    return name in vocabulary["precedence"]["main"]


def _is_listed(match: re.Match[str]) -> bool:
    """Tell an item of a list, which needs no article: "data processing agreement; hosting policy"."""
    name = match["name"] or ""
    bare = match[0].strip() == name and len(name.split()) >= _LEAST_TITLE
    return bare and _LISTED.search(match.string, 0, match.start()) is not None


@once_per_vocabulary
def _named(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of a paper's name: the words before a noun for papers, and a number after it."""
    words = vocabulary["precedence"]

    def any_of(entry: str) -> str:
        return "|".join(re.escape(w) for w in sorted(words[entry], key=len, reverse=True))

    nouns = f"{any_of('papers')}|{any_of('main')}"
    no_name = "AND|THE|OF|OR|ANY|BETWEEN|THIS|THESE|IN|If|In|The|And|To|Of|Any|This|These"
    joined = r"(?:(?:of|and|for|on)[ \t\n]+(?:the[ \t\n]+)?)?"
    leading = rf"(?:(?!(?:{no_name})\b)[A-Z][\w&’'./-]*[ \t\n]+{joined}){{0,6}}?"
    small = r"(?:[a-z][\w-]*[ \t\n]+){0,3}?"
    qualified = rf"(?:(?:{any_of('qualifiers')})[ \t\n]+){{0,3}}?"
    apart = rf"{small}(?:{any_of('apart')})[ \t\n]+{small}"
    number = r"(?:[ \t](?:No\.?[ \t])?(?:\d{1,2}(?:\.\d+)?|[A-Z]|[IVX]{1,4})\b(?![’'.]\w))?"
    return re.compile(
        rf"(?P<apart>\b(?:[Tt]he|[Aa]ny|[Aa]n?|[Ss]uch)[ \t\n]+{apart}(?:agreement|contract)s?\b)"
        r"|(?P<that>\b(?:[Tt]hat|[Tt]hose|[Ss]uch)[ \t\n]+(?:agreement|contract)s?\b)"
        rf"|(?P<others>\b(?i:{any_of('all_others')})\b)|(?P<itself>\b(?i:{any_of('itself')})\b)"
        r"|\b(?:(?P<this>[Tt]h(?:is|ese)|THIS|THESE)|(?P<the>[Tt]he|THE|[Oo]ur|[Ii]ts)"
        rf"|[Aa]ny|[Ee]ach|[Aa]n?|[Ss]uch)?[ \t\n]*(?P<name>(?:{leading}|{qualified})(?i:{nouns})\b{number})"
    )
