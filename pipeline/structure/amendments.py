"""What a later paper takes away from an earlier one.

"Clause 5 is deleted and replaced by", "in clause 8.1 “72 hours” is replaced by “24 hours”", "this
Agreement amends and restates the agreement dated …", and two versions of one paper. "Supersedes all
prior agreements" takes nothing away from a paper of the set: the others are part of the same bargain.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.elsewhere import Amendment
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.papers import MAIN, Papers
from pipeline.structure.pointers import clauses_at, numbers_in, with_those_below

_OPENING = 3000  # characters in which an amendment says what it amends
_LONGEST_QUOTE = 150
_QUOTED = r"[\"“„'‘«]\s?(?P<{}>[^\"“”„»]{{1,400}}?)\s?[\"”’'»](?=[\s.,;:)]|$)"
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
    return tuple(a for agreement in papers.agreements.values() for a in _of(agreement, papers))


def _of(agreement: Agreement, papers: Papers) -> Iterator[Amendment]:
    aim = _aim(agreement, papers)
    for clause in agreement.clauses:
        if clause.kind == "contents":
            continue
        for home in sentences(clause.text):
            text = clause.text[home.start : home.end]
            yield from _of_clauses(clause, home, text, aim, papers)
            yield from _of_whole(clause, home, text, agreement, papers)


def _aim(agreement: Agreement, papers: Papers) -> str:
    """Return the document that an amendment amends as a whole: the first it names, else the main one."""
    own = agreement.document.id
    if agreement.kind != "amendment":
        return ""
    named = (
        d
        for m in papers.mentions(agreement.document.text[:_OPENING], speaker=own)
        for d in m.documents
        if d != own
    )
    main = (d for d, a in papers.agreements.items() if a.kind in MAIN and d != own)
    others = (d for d in papers.agreements if d != own)
    return next(named, None) or next(main, None) or next(others, "")


# ---------------------------------------------------------------- clauses and words


def _of_clauses(clause: Clause, home: Span, text: str, aim: str, papers: Papers) -> Iterator[Amendment]:
    """Yield for each clause number of the sentence what happens to that clause of the other paper."""
    swap = next((m for pattern in _SWAPS for m in [pattern.search(text)] if m), None) or _STRUCK.search(text)
    entries = {entry for entry, _ in _cues(papers.vocabulary).find(text)}
    if not swap and ("taken_away" not in entries or _ADDS.search(text)):
        return
    target = _target(clause, text, aim, papers)
    if not target:
        return
    parts = swap.groupdict() if swap else {}
    for number, place in numbers_in(clause, home):
        ids = clauses_at(papers.agreements[target], number)
        if ids and not (swap and swap.start() < place.start < swap.end()):
            below = with_those_below(papers.agreements[target], ids)
            yield _amendment(
                clause, home, target, below, papers, old=parts.get("old") or "", new=parts.get("new") or ""
            )


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
        named = list(papers.mentions(after[:200], speaker=clause.document))[:1]
        if not named or not _DATED.search(after[named[0].span.end : named[0].span.end + 60]):
            continue
        for target in _dated_as(
            after[named[0].span.end : named[0].span.end + 80], named[0].documents, agreement, papers
        ):
            yield _amendment(clause, home, target, (), papers)


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
