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
_OPENS = re.compile(
    r"(?:[\W\d]*(?:\([a-z]+\))?[\W\d]*)(?:[^.]{0,60},)?\s*"
    r"(?:the (?:provisions|terms|obligations|undertakings|commitments|duties) (?:of|in|under) )?",
    re.IGNORECASE,
)
_RESTRICTS = re.compile(
    r"\b(?:only|solely|not|no|never|nor|neither|without|except|unless|need|limited|cease\w*|end\w*"
    r"|terminat\w+)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:may|can) (?:at any time |also |nevertheless |nonetheless )?be \w+", re.IGNORECASE
)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    return Phrases({e: words[e] for e in ("not_apply", "above", "under", "no_duty")})


@once_per_vocabulary
def _effects(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    return Phrases({e: words[e] for e in ("lets_off", "may_do")})


@once_per_vocabulary
def _limits(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    return Phrases({e: words[e] for e in ("own_judgment", "harmless_cases", "bounds")})


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
    provider, customer = (_words_of(agreement, role) for role in ("provider", "customer"))
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
                yield from _FINDERS[entry](line, cue, papers, provider, customer)


def _words_of(agreement: Agreement, role: str) -> re.Pattern[str]:
    words = {w for p in agreement.parties if p.role == role for w in p.words} | {role}
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})\b", re.IGNORECASE
    )


# ---------------------------------------------------------------- "clause 8 does not apply to"


def _disapplied(
    line: _Sentence, cue: Span, papers: Papers, _provider: re.Pattern[str], _customer: re.Pattern[str]
) -> Iterator[CarveOut]:
    subject = [p for p in line.pointers if cue.start - _SUBJECT <= p.span.start and p.span.end <= cue.start]
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
    reach = _reach_of_cases(rest, papers, whole=not _limiting(only))
    if reach is None:
        return
    if subject:
        yield from _limiting_clauses(line, subject, reach, papers)
    elif named and named[-1].documents:
        yield _carve_out(line, reach, papers, documents=named[-1].documents)


def _limiting(words: str) -> bool:
    return "only" in words or "limited" in words


def _above_in(line: _Sentence, papers: Papers) -> Span | None:
    """Return the "notwithstanding" of a sentence: what follows it is no subject."""
    return next((s for e, s in _cues(papers.vocabulary).find(line.text) if e == "above"), None)


def _reach_of_cases(rest: str, papers: Papers, *, whole: bool) -> Reach | None:
    """Return how much is left where the cases of an exception are `rest`; None where it does no harm."""
    entries = {entry for entry, _ in _limits(papers.vocabulary).find(rest)}
    if "own_judgment" in entries:
        return Reach.LESS if "bounds" in entries else Reach.DISCRETION
    if "harmless_cases" in entries:
        return None
    has_cases = bool(re.search(r"[A-Za-z]{3}", rest))
    return Reach.LESS if has_cases or not whole else Reach.NOTHING


# ---------------------------------------------------------------- "notwithstanding clause 8, Provider may"


def _overridden(
    line: _Sentence, cue: Span, papers: Papers, provider: re.Pattern[str], customer: re.Pattern[str]
) -> Iterator[CarveOut]:
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
    reach = _reach_of_main(main, papers, provider, customer)
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


def _reach_of_main(
    main: str, papers: Papers, provider: re.Pattern[str], customer: re.Pattern[str]
) -> Reach | None:
    """Return what a sentence leaves of a promise that it stands above; None where it helps the customer."""
    effects = [
        (e, s) for e, s in _effects(papers.vocabulary).find(main) if not _is_of(customer, provider, main, s)
    ]
    if (
        not effects
        and not (_PASSIVE.search(main) and not customer.search(main))
        and not _RESTRICTS.search(main)
    ):
        return None
    entries = {entry for entry, _ in _limits(papers.vocabulary).find(main)}
    if "harmless_cases" in entries and "own_judgment" not in entries:
        return None
    if "own_judgment" in entries:
        return Reach.LESS if "bounds" in entries else Reach.DISCRETION
    return (
        Reach.NOTHING
        if any(e == "lets_off" for e, _ in effects) and not _has_cases(main, effects)
        else Reach.LESS
    )


def _has_cases(main: str, effects: Sequence[tuple[str, Span]]) -> bool:
    tail = main[max(s.end for _, s in effects) :]
    return bool(
        re.search(
            r"\b(?:where|when|if|to the extent|in the case of|in respect of|unless|until|during|while|for)\b",
            tail,
        )
    )


def _is_of(customer: re.Pattern[str], provider: re.Pattern[str], text: str, verb: Span) -> bool:
    """Tell whether the customer is the one who may: the last party named before the verb."""
    before = text[max(0, verb.start - 80) : verb.start]
    ours = max((m.end() for m in provider.finditer(before)), default=-1)
    theirs = max((m.end() for m in customer.finditer(before)), default=-1)
    return theirs > ours


# ---------------------------------------------------------------- "subject to clause 14"


def _conditioned(
    line: _Sentence, cue: Span, papers: Papers, provider: re.Pattern[str], customer: re.Pattern[str]
) -> Iterator[CarveOut]:
    """Yield the clause pointed to as the exception, with its worst sentence as the words that show it."""
    only = Span(line.clause.span.start + line.span.start, line.clause.span.start + line.span.end)
    for pointer in line.pointers:
        if not cue.end <= pointer.span.start <= cue.end + _POINTED:
            continue
        agreement = papers.agreements[pointer.document]
        for pointed in (c for c in agreement.clauses if c.id in pointer.clauses):
            if pointed.id == line.clause.id or _no_loss(papers.vocabulary).find(pointed.heading):
                continue
            found = _worst(pointed, papers, provider, customer)
            if found:
                reach, home = found
                at = _Sentence(pointed, home, pointed.text[home.start : home.end], ())
                yield _carve_out(at, reach, papers, clauses=(line.clause.id,), only=only)


def _worst(
    pointed: Clause, papers: Papers, provider: re.Pattern[str], customer: re.Pattern[str]
) -> tuple[Reach, Span] | None:
    """Return how much the clause pointed to leaves, and its worst sentence."""
    found = []
    for home in sentences(pointed.text):
        words = pointed.text[home.start : home.end]
        reach = _reach_if_limits(words, papers) or _reach_of_main(words, papers, provider, customer)
        if reach is not None:
            found.append((list(Reach).index(reach), home, reach))
    return next(((reach, home) for _, home, reach in sorted(found, key=lambda f: f[:2])), None)


def _reach_if_limits(words: str, papers: Papers) -> Reach | None:
    for entry, span in _cues(papers.vocabulary).find(words):
        if entry == "not_apply":
            return _reach_of_cases(
                words[span.end :], papers, whole=not _limiting(words[span.start : span.end].lower())
            )
    return None


# ---------------------------------------------------------------- "nothing obliges Provider to"


def _unobliged(
    line: _Sentence, cue: Span, papers: Papers, provider: re.Pattern[str], _customer: re.Pattern[str]
) -> Iterator[CarveOut]:
    rest = line.text[cue.end :]
    effect = next((s for e, s in _effects(papers.vocabulary).find(rest) if e == "lets_off"), None)
    if effect is None or not provider.search(rest[effect.end : effect.end + 60]):
        return
    named = [p for p in line.pointers if p.span.start < cue.end + effect.start and p.span.end >= cue.start]
    reach = _reach_of_cases("", papers, whole=True)
    assert reach is not None
    if named:
        yield from _limiting_clauses(line, named, reach, papers)
    else:
        yield _carve_out(line, reach, papers)


_FINDERS = {"not_apply": _disapplied, "above": _overridden, "under": _conditioned, "no_duty": _unobliged}


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
