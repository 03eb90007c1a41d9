"""Conditions and exceptions that stand in another clause than the promise they limit.

"Clause 8 does not apply to preview features", "notwithstanding clause 8.1 Provider may delay notice",
"subject to clause 14" where clause 14 lets the provider off, "nothing in this Agreement obliges Provider
to". What the law compels, what the customer causes or agrees to, costs a promise nothing. An exception to
an exception, or one that lets the customer off, is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.elsewhere import CarveOut, Reach
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.papers import Papers
from pipeline.structure.pointers import Pointer, pointers_in, with_those_below
from pipeline.structure.reach import (
    Parties,
    is_limiting,
    lets_off,
    parties_of,
    reach_of_cases,
    reach_of_exception,
    reach_of_main,
)

_LONGEST_QUOTE = 120
_SUBJECT = 160  # characters before "does not apply" in which the clause is named
_POINTED = 60  # characters after "subject to" in which the clause is named
_ANYTHING = re.compile(
    r"\s+(?:any(?:thing)?\b|the (?:other )?(?:terms|provisions)\b|all other\b|what is\b)", re.IGNORECASE
)
_LISTED = re.compile(
    r"(?:[\s,;()\d.]|\b(?:and|or|the|provisions?|terms?|of|in|anything|contrary|to|set|out|contained|clauses?|sections?"
    r"|paragraphs?|articles?|schedules?|any|other)\b)*",
    re.IGNORECASE,
)
_FOREGOING = re.compile(r"\s+(?:the (?:foregoing|above|preceding)|this\b)", re.IGNORECASE)
_VERB = re.compile(r"\b(?:shall|will|is|are|may|must|when|which|that|where|if|has|have)\b", re.IGNORECASE)
_WHOSE = re.compile(
    r"\s+(?:the\s+)?(?P<owner>[\w&-]+?)(?:['’]s?)?\s+(?:\w+\s+){0,2}?"
    r"(?:rights?|needs?|discretion|decisions?|ability|judge?ment)\b"
)
_OUR = ("our", "its")
_OTHER_PART = re.compile(r";|,\s*(?:and|but|while|whereas)\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|serves?|constitutes?|creates?|contains?|remains?)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:[\W\d]*(?:\([a-z]+\))?[\W\d]*)(?:[^.]{0,60},)?\s*"
    r"(?:the (?:provisions|terms|obligations|undertakings|commitments|duties) (?:of|in|under) )?",
    re.IGNORECASE,
)
_OWN_WORDS = 3  # a sentence with no more than these besides its pointer speaks of the whole clause


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    entries = ("not_apply", "above", "under", "excepting", "no_duty", "not_binding")
    return Phrases({e: words[e] for e in entries})


@once_per_vocabulary
def _no_loss(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"no_loss": vocabulary["carve_outs"]["no_loss"]})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a clause, with what it points to."""

    clause: Clause
    span: Span  # in the clause's text
    text: str
    pointers: tuple[Pointer, ...]


def find_carve_outs(papers: Papers) -> tuple[CarveOut, ...]:
    """Return the exceptions of a set, in text order, with the clauses or papers each of them limits."""
    return tuple(c for agreement in papers.agreements.values() for c in _of(agreement, papers))


def _of(agreement: Agreement, papers: Papers) -> Iterator[CarveOut]:
    parties = parties_of(agreement, papers.vocabulary)
    for clause in agreement.clauses:
        if clause.kind in ("contents", "heading"):
            continue
        cues = _cues(papers.vocabulary).find(clause.text)
        if not cues:
            continue
        for home in sentences(clause.text):
            here = [(e, Span(s.start - home.start, s.end - home.start)) for e, s in cues if home.contains(s)]
            if not here:
                continue
            text = clause.text[home.start : home.end]
            line = _Sentence(clause, home, text, pointers_in(clause, home, papers))
            for entry, cue in here:
                yield from _FINDERS[entry](line, cue, papers, parties)


# ---------------------------------------------------------------- "clause 8 does not apply to"


def _before(line: _Sentence, cue: Span) -> list[Pointer]:
    """Return the clauses pointed to so near before a cue that they may be its subject."""
    return [p for p in line.pointers if cue.start - _SUBJECT <= p.span.start and p.span.end <= cue.start]


def _disapplied(line: _Sentence, cue: Span, papers: Papers, _parties: Parties) -> Iterator[CarveOut]:
    subject = _before(line, cue)
    above = _above_in(line, papers)
    subject = [
        p
        for p in subject
        if (not above or p.span.start < above.start) and not _VERB.search(line.text[p.span.end : cue.start])
    ]
    named = [
        m
        for m in papers.mentions(line.text[: cue.start], speaker=line.clause.document)
        if not line.text[m.span.end : cue.start].strip() and _OPENS.fullmatch(line.text[: m.span.start])
    ]
    only = line.text[cue.start : cue.end].lower()
    rest = line.text[cue.end :]
    reach = reach_of_cases(rest, papers.vocabulary, whole=not is_limiting(only))
    if reach is None:
        return
    if subject:
        yield from _limiting_clauses(line, subject, reach, papers)
    elif named and named[-1].documents:
        yield _carve_out(line, reach, papers, documents=named[-1].documents)


def _above_in(line: _Sentence, papers: Papers) -> Span | None:
    """Return the "notwithstanding" of a sentence: what follows it is no subject."""
    return next((s for e, s in _cues(papers.vocabulary).find(line.text) if e == "above"), None)


# ---------------------------------------------------------------- "notwithstanding clause 8, Provider may"


def _overridden(line: _Sentence, cue: Span, papers: Papers, parties: Parties) -> Iterator[CarveOut]:
    rest = line.text[cue.end :]
    if _FOREGOING.match(rest) and not any(
        p.span.start < cue.end + 25 for p in line.pointers if p.span.start >= cue.end
    ):
        return
    named = [
        p
        for p in line.pointers
        if cue.end <= p.span.start <= cue.end + _SUBJECT
        and _LISTED.fullmatch(line.text[cue.end : p.span.start])
    ]
    if not named and not _ANYTHING.match(rest):
        return
    main = _main_part(line.text, cue, named)
    reach = reach_of_main(main, parties, any_permission=bool(named))
    if reach is None:
        return
    if named:
        yield from _limiting_clauses(line, named, reach, papers)
    else:
        yield _carve_out(line, reach, papers)


def _main_part(text: str, cue: Span, named: Sequence[Pointer]) -> str:
    """Return what the sentence says besides its "notwithstanding …"."""
    end = named[-1].span.end if named else cue.end
    comma = text.find(",", end)
    return text[: cue.start] if comma < 0 else text[: cue.start] + " " + text[comma + 1 :]


# ---------------------------------------------------------------- "subject to clause 14"


def _conditioned(line: _Sentence, cue: Span, papers: Papers, parties: Parties) -> Iterator[CarveOut]:
    """Yield the clause that a promise is subject to, where its words limit what the promise speaks of."""
    yield from _pointed(line, cue, papers, parties, beside=line.text)
    yield from _yielding(line, cue, papers, parties)


def _yielding(line: _Sentence, cue: Span, papers: Papers, parties: Parties) -> Iterator[CarveOut]:
    """Yield a clause that gives way to the provider: "clause 8 is subject to Provider's right to …"."""
    rest = line.text[cue.end :]
    whose = _WHOSE.match(rest)
    owner = whose["owner"] if whose else ""
    if not owner or not (owner.lower() in _OUR or parties.provider.fullmatch(owner)):
        return
    subject = _before(line, cue)
    if subject:
        reach = reach_of_cases(rest, papers.vocabulary, whole=False)
        if reach is not None:
            yield from _limiting_clauses(line, subject, reach, papers)


def _excepted(line: _Sentence, cue: Span, papers: Papers, parties: Parties) -> Iterator[CarveOut]:
    """Yield the clause that a promise itself names as the place of its exceptions."""
    yield from _pointed(line, cue, papers, parties, beside="")


def _pointed(
    line: _Sentence, cue: Span, papers: Papers, parties: Parties, *, beside: str
) -> Iterator[CarveOut]:
    """Yield the clause pointed to as the exception, with its worst sentence as the words that show it."""
    for pointer in line.pointers:
        if not cue.end <= pointer.span.start <= cue.end + _POINTED:
            continue
        agreement = papers.agreements[pointer.document]
        only = _limited_by(line, cue, pointer)
        for pointed in (c for c in agreement.clauses if c.id in pointer.clauses):
            if pointed.id == line.clause.id or _no_loss(papers.vocabulary).find(pointed.heading):
                continue
            found = _worst(pointed, parties, beside)
            if found:
                reach, home = found
                at = _Sentence(pointed, home, pointed.text[home.start : home.end], ())
                yield _carve_out(at, reach, papers, clauses=(line.clause.id,), only=only)


def _limited_by(line: _Sentence, cue: Span, pointer: Pointer) -> Span | None:
    """Return the words that a pointer limits: its sentence, or its whole clause where it is all of it."""
    start = len(line.clause.number) if line.span.start == 0 else 0
    own = line.text[start : cue.start] + " " + line.text[pointer.span.end :]
    if len(re.findall(r"[A-Za-z]{2,}", own)) <= _OWN_WORDS:
        return None
    start = line.clause.span.start + line.span.start
    return Span(start, start + len(line.text))


def _worst(pointed: Clause, parties: Parties, beside: str) -> tuple[Reach, Span] | None:
    """Return how much the clause pointed to leaves, and its worst sentence."""
    found = []
    for home in sentences(pointed.text):
        words = pointed.text[home.start : home.end]
        reach = (
            _reach_if_limits(words, parties.vocabulary)
            or reach_of_main(words, parties, any_permission=not beside)
            or reach_of_exception(words, parties, beside=beside)
        )
        if reach is not None:
            found.append((list(Reach).index(reach), home, reach))
    return next(((reach, home) for _, home, reach in sorted(found, key=lambda f: f[:2])), None)


def _reach_if_limits(words: str, vocabulary: Vocabulary) -> Reach | None:
    for entry, span in _cues(vocabulary).find(words):
        if entry == "not_apply":
            limiting = is_limiting(words[span.start : span.end].lower())
            return reach_of_cases(words[span.end :], vocabulary, whole=not limiting)
    return None


# ---------------------------------------------------------------- "the statements in clause 8 are goals"


def _unbinding(line: _Sentence, cue: Span, papers: Papers, _parties: Parties) -> Iterator[CarveOut]:
    """Yield a clause of which the papers say that it is no obligation; who is to keep to it decides that."""
    subject = [p for p in _before(line, cue) if not _OTHER_PART.search(line.text[p.span.end : cue.start])]
    before = line.text[: subject[0].span.start] if subject else ""
    if subject and not _VERB.search(before) and _IS.search(line.text[subject[-1].span.end : cue.end]):
        yield from _limiting_clauses(line, subject, Reach.DISCRETION, papers)


# ---------------------------------------------------------------- "nothing obliges Provider to"


def _unobliged(line: _Sentence, cue: Span, papers: Papers, parties: Parties) -> Iterator[CarveOut]:
    rest = line.text[cue.end :]
    effect = lets_off(rest, papers.vocabulary)
    if effect is None or not parties.provider.search(rest[effect.end : effect.end + 60]):
        return
    named = [p for p in line.pointers if p.span.start < cue.end + effect.start and p.span.end >= cue.start]
    if named:
        yield from _limiting_clauses(line, named, Reach.NOTHING, papers)
    else:
        yield _carve_out(line, Reach.NOTHING, papers)


_FINDERS = {
    "not_apply": _disapplied,
    "above": _overridden,
    "under": _conditioned,
    "not_binding": _unbinding,
    "excepting": _excepted,
    "no_duty": _unobliged,
}


# ---------------------------------------------------------------- the carve-out


def _limiting_clauses(
    line: _Sentence, pointers: Iterable[Pointer], reach: Reach, papers: Papers
) -> Iterator[CarveOut]:
    """Yield the exception with all clauses below those it names; no loss to the customer is left out."""
    held: list[str] = []
    for pointer in pointers:
        agreement = papers.agreements[pointer.document]
        named = [c for c in agreement.clauses if c.id in pointer.clauses]
        if any(_no_loss(papers.vocabulary).find(c.heading) for c in named):
            continue
        held += with_those_below(agreement, pointer.clauses)
    if held:
        yield _carve_out(line, reach, papers, clauses=tuple(dict.fromkeys(held)))


def _carve_out(
    line: _Sentence,
    reach: Reach,
    papers: Papers,
    *,
    clauses: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    only: Span | None = None,
) -> CarveOut:
    start = line.clause.span.start + line.span.start
    span = Span(start, start + len(line.text))
    words = list(re.finditer(r"\S+", line.text))
    if len(words) > _LONGEST_QUOTE:
        span = Span(start, start + words[_LONGEST_QUOTE - 1].end())
    quote = papers.agreements[line.clause.document].document.quote(span)
    return CarveOut(line.clause.document, line.clause.id, span, quote, reach, clauses, documents, only)
