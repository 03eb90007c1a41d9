"""What a later paper takes away from an earlier one.

"Clause 5 is deleted and replaced by", "in clause 8.1 “72 hours” is replaced by “24 hours”", "this
Agreement amends and restates the agreement dated …", and two versions of one paper. "Supersedes all
prior agreements" takes nothing away from a paper of the set: the others are part of the same bargain.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.elsewhere import Amendment
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.papers import SATELLITES, Papers, kinds_named
from pipeline.structure.pointers import clauses_at, numbers_in, with_those_below
from pipeline.structure.versions import later_of

_OPENING = 3000  # characters in which a paper bears its date or version
_LONGEST_QUOTE = 150
_QUOTED = r"[\"“„'‘«]\s?(?P<{}>[^\"“”„»]{{1,400}}?)\s?[\"”’'»](?=[\s.,;:)]|$)"
_TIME = r"\d+\s+(?:(?:business|working|calendar)\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
_SWAPS = (
    re.compile(
        _QUOTED.format("old")
        + r"[^\"“”]{0,60}?\b(?:replaced|substituted|changed|amended|deleted|removed|struck)\b[^\"“”]{0,60}?"
        + _QUOTED.format("new"),
        re.DOTALL,
    ),
    re.compile(
        r"\b(?:replac|substitut|chang)\w*\b[^\"“”]{0,40}?"
        + _QUOTED.format("old")
        + r"[^\"“”]{0,40}?\b(?:with|by|to|for)\b\s*(?:the (?:words?|phrase)\s*)?"
        + _QUOTED.format("new"),
        re.DOTALL | re.IGNORECASE,
    ),
    re.compile(
        r"\bdelet\w*\b[^\"“”]{0,40}?"
        + _QUOTED.format("old")
        + r"[^\"“”]{0,80}?\b(?:insert|replac|substitut|add)\w*\b[^\"“”]{0,60}?"
        + _QUOTED.format("new"),
        re.DOTALL | re.IGNORECASE,
    ),
)
# "Instead of 5 days … for 90 days", "90 days instead of 5 days".
_TIMES = (
    re.compile(rf"\binstead of\s+(?P<old>{_TIME})[^.;]{{0,120}}?\b(?P<new>{_TIME})", re.IGNORECASE),
    re.compile(rf"\b(?P<new>{_TIME})[^.;]{{0,40}}?\binstead of\s+(?P<old>{_TIME})", re.IGNORECASE),
)
_STRUCK = re.compile(
    r"\b(?:words?|phrase|sentence|reference to)\s+"
    + _QUOTED.format("old")
    + r"[^\"“”]{0,40}?\b(?:deleted|removed|struck)\b"
    r"(?![^.;]{0,60}\b(?:replac|insert|substitut))",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:dated|of|version|effective|last updated)\s+(?:as of\s+)?(?:the\s+)?(?:\d|v\d|[A-Z][a-z]+ \d)"
)
_AS_AMENDED = re.compile(
    r"\bas (?:previously |already |last |most recently )?(?:amended|modified|varied)\b", re.IGNORECASE
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_COUNTED = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})\s+amendment|amendment\s+(?:no\.?|number|#)?\s*(?P<figure>\d{{1,2}}))\b",
    re.IGNORECASE,
)
_ONE_OF_MANY = ("order_form", "amendment")  # kinds of which a set holds several side by side
_NAMED_IN = 250  # characters after "supersedes" in which the paper stands
_FORMER = re.compile(
    r"\b(?:previous|previously|prior|earlier|former|formerly|existing|preceding|old|original)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:replac|substitut|restat|read|follow|insert)\w*\b[^\"“”]{0,80}[\"“](?P<new>[^\"“”]{12,})",
    re.IGNORECASE,
)
_ADDS = re.compile(r"\b(?:adding|inserting|by the addition|is added|are added|is inserted)\b", re.IGNORECASE)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["amendments"]
    return Phrases({entry: words[entry] for entry in ("taken_away", "boilerplate")})


@once_per_vocabulary
def _whole(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"whole": vocabulary["amendments"]["whole"]})


def find_amendments(papers: Papers) -> tuple[Amendment, ...]:
    """Return what the papers of a set take away from each other, in text order."""
    if len(papers.agreements) < 2:
        return ()
    found = tuple(a for agreement in papers.agreements.values() for a in _of(agreement, papers))
    return (*found, *_of_amendments(found, papers))


def _of(agreement: Agreement, papers: Papers) -> Iterator[Amendment]:
    aim = papers.amended_by(agreement.document.id)
    for clause in agreement.clauses:
        if clause.kind == "contents":
            continue
        for home in sentences(clause.text):
            text = clause.text[home.start : home.end]
            yield from _of_clauses(clause, home, text, aim, papers)
            yield from _of_whole(clause, home, text, agreement, papers)


def _of_amendments(found: Sequence[Amendment], papers: Papers) -> Iterator[Amendment]:
    """Yield where a later amendment takes away what an earlier one put in the same clause's place."""
    for one, other in combinations((a for a in found if a.clauses and not a.old), 2):
        later = _later_amendment(one, other, papers)
        earlier = other if later is one else one
        if later and set(earlier.clauses) <= set(later.clauses):
            yield replace(later, target=earlier.document, clauses=(earlier.clause,))


def _later_amendment(one: Amendment, other: Amendment, papers: Papers) -> Amendment | None:
    """Return the later of two amendments of one paper: by its words, its number or its date."""
    if one.target != other.target or one.document == other.document:
        return None
    said = [a for a in (one, other) if _AS_AMENDED.search(a.quote)]
    if len(said) == 1:
        return said[0]
    papers_of = [papers.agreements[a.document] for a in (one, other)]
    numbers = [_amendment_number(a) for a in papers_of]
    if all(numbers) and numbers[0] != numbers[1]:
        return one if numbers[0] > numbers[1] else other
    later, _ = later_of(*papers_of)
    return next((a for a in (one, other) if later and a.document == later.document.id), None)


def _amendment_number(agreement: Agreement) -> int:
    """Return which amendment a paper is by its title: "Amendment No. 2", "Second Amendment"; 0 without."""
    found = _COUNTED.search(agreement.document.text[:_OPENING])
    if not found:
        return 0
    return int(found["figure"]) if found["figure"] else _ORDINALS.index(found["word"].lower()) + 1


# ---------------------------------------------------------------- clauses and words


def _of_clauses(clause: Clause, home: Span, text: str, aim: str, papers: Papers) -> Iterator[Amendment]:
    """Yield for each clause number of the sentence what happens to that clause of the other paper."""
    swap = next(
        (m for pattern in (*_SWAPS, *_TIMES) for m in [pattern.search(text)] if m), None
    ) or _STRUCK.search(text)
    entries = {entry for entry, _ in _cues(papers.vocabulary).find(text)}
    if not swap and ("taken_away" not in entries or _ADDS.search(text)):
        return
    target = _target(clause, text, aim, papers)
    if not target:
        return
    parts = swap.groupdict() if swap else {}
    for number, place in numbers_in(clause, home):
        ids = clauses_at(papers.agreements[target], number)
        inside = swap.span() if swap else _put_in(text)
        if ids and not inside[0] < place.start < inside[1]:
            below = with_those_below(papers.agreements[target], ids)
            yield _amendment(
                clause, home, target, below, papers, old=parts.get("old") or "", new=parts.get("new") or ""
            )


def _put_in(text: str) -> tuple[int, int]:
    """Return where the words stand that come instead: the clauses that they point to stay as they are."""
    quoted = _INSTEAD.search(text)
    return quoted.span("new") if quoted else (-1, -1)


def _target(clause: Clause, text: str, aim: str, papers: Papers) -> str:
    """Return the paper whose clause is meant: one named in the sentence, else the one that is amended."""
    named = [
        d for m in papers.mentions(text, speaker=clause.document) for d in m.documents if d != clause.document
    ]
    return named[0] if len(set(named)) == 1 else aim


# ---------------------------------------------------------------- whole papers


def _of_whole(
    clause: Clause, home: Span, text: str, agreement: Agreement, papers: Papers
) -> Iterator[Amendment]:
    """Yield where a paper takes the place of another that is named with its date or version."""
    for _, verb in _whole(papers.vocabulary).find(text):
        after = text[verb.end :]
        if _cues(papers.vocabulary).find(after[:40]) and "boilerplate" in {
            e for e, _ in _cues(papers.vocabulary).find(after[:40])
        }:
            continue
        earlier = _earlier(agreement, text[: verb.start], after[:_NAMED_IN], papers)
        if earlier:
            yield _amendment(clause, home, earlier, (), papers)
            return
        named = list(papers.mentions(after[:200], speaker=clause.document))[:1]
        if not named or not _DATED.search(after[named[0].span.end : named[0].span.end + 60]):
            continue
        for target in _dated_as(
            after[named[0].span.end : named[0].span.end + 80], named[0].documents, agreement, papers
        ):
            yield _amendment(clause, home, target, (), papers)


def _earlier(agreement: Agreement, before: str, after: str, papers: Papers) -> str:
    """Return the one other paper of its kind that the speaker replaces: "replaces the former DPA"."""
    own = agreement.document.id
    if agreement.kind not in SATELLITES or agreement.kind in _ONE_OF_MANY or not _FORMER.search(after):
        return ""
    if not any(own in m.documents for m in papers.mentions(before, speaker=own)):
        return ""
    kinds = {k for k, _ in kinds_named(papers.vocabulary).find(after)}
    alike = [d for d, a in papers.agreements.items() if d != own and a.kind == agreement.kind]
    return alike[0] if agreement.kind in kinds and len(alike) == 1 else ""


def _dated_as(words: str, named: Iterable[str], agreement: Agreement, papers: Papers) -> list[str]:
    """Return those of the papers named, or of the speaker's own kind, that bear the date or version."""
    own = agreement.document.id
    held = [d for d in named if d != own] or [
        d for d, a in papers.agreements.items() if d != own and a.kind == agreement.kind
    ]
    marks = re.findall(r"\d+", words[:40])
    return [
        d
        for d in held
        if marks
        and all(
            m in papers.agreements[d].document.text[:_OPENING] + papers.agreements[d].document.source.name
            for m in marks[:3]
        )
    ]


def _amendment(
    clause: Clause,
    home: Span,
    target: str,
    clauses: tuple[str, ...],
    papers: Papers,
    *,
    old: str = "",
    new: str = "",
) -> Amendment:
    span = Span(clause.span.start + home.start, clause.span.start + home.end)
    quote = papers.agreements[clause.document].document.quote(span)
    words = list(re.finditer(r"\S+", quote))
    if len(words) > _LONGEST_QUOTE:
        span = Span(span.start, span.start + words[_LONGEST_QUOTE - 1].end())
        quote = papers.agreements[clause.document].document.quote(span)
    return Amendment(clause.document, clause.id, span, quote, target, clauses, old, new)
