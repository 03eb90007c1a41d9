"""Which paper wins a conflict, as the papers of a set say it.

"In case of conflict the DPA prevails", "the following order of precedence applies: (a) … (b) …", "this
Addendum takes precedence over the Agreement", "notwithstanding anything in the Agreement" (then only
that clause wins). Which language version, party or law prevails says nothing on papers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.elsewhere import Ranking
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.papers import Mention, Papers
from pipeline.structure.pointers import pointers_in

_HEADING = 5  # words; "14.1 Order of Precedence." ranks nothing by itself
_LISTED_NEAR = 2  # clauses before the rule in which the list stands, where no number points to it
_LEAST = 2  # papers from which a list is an order
_LIST_ITEMS = 12  # pieces after "in the following order:" in which its items may stand
_LONGEST_ITEM = 40  # words
_LONGEST_QUOTE = 150  # words (design: the JSON review)
_NEAR = 90  # characters between "over" and what is won over
_NOTWITHSTANDING = re.compile(
    r"\b(?:notwithstanding|despite|(?:regardless|irrespective) of|(?:in|by way of) derogation (?:of|from))\s+"
    r"(?:any(?:thing|\s+(?:other\s+)?(?:term|provision|language|clause)s?)|the (?:terms|provisions)"
    r"|what is)\b[^.;:]{0,80}?",
    re.IGNORECASE,
)
_ANY_OF = r"(?:\s+(?:an?|any|the|our|its|each|such|either|other|additional|further))*"
_COMMA = re.compile(rf",{_ANY_OF}", re.IGNORECASE)
# "A or B shall prevail"; by "and" two may be joined that differ ("between A and B"), but not before "over".
_OR = re.compile(rf",?\s*\b(?:(?:and/)?or|nor){_ANY_OF}", re.IGNORECASE)
_AND = re.compile(rf",?\s*\b(?:(?:and/)?or|nor|and){_ANY_OF}", re.IGNORECASE)
_BELONGS = ("to", "of", "under", "in")
_INSTEAD = re.compile(r"\b(?:in which case|instead|in lieu of|in place of|rather than)\b", re.IGNORECASE)
_LETTERED = re.compile(r"(?:and\s+)?\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_MARK = re.compile(r"(?<!\w)\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_SUBJECT_BETWEEN = re.compile(r",\s+(?:the\s+)?[A-Z]")
_ARTICLE = re.compile(r"^(?:the|this|these|our|its)\s+", re.IGNORECASE)
_NOT_OVER = re.compile(r"\b(?:not|never|no)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
# "With regard to personal data the DPA prevails": the winner is no part of the matter.
_END_OF_SCOPE = re.compile(
    r"[,;.:]|\b(?:the provisions|the terms|shall|will)\b"
    r"|\bth(?:e|is|ese) (?=[A-Z](?:(?!\bth)[\w -]){0,50}\b(?:prevail|control|govern|take|ha[sv]e?\b))"
)
_LATER_WINS = re.compile(
    r"\b(?:(?:listed|named|mentioned|appearing|set out|stated)\s+(?:later|last)"
    r"|(?:later|last)[- ](?:named|listed|mentioned))\b"
    r"[^.;]{0,60}\b(?:prevail|control|govern|take)",
    re.IGNORECASE,
)
_VERBS = ("prevails", "above")  # the lists of words that rank one paper over another
_PART = re.compile(r"[,;:]\s+")  # between the rules of a sentence
# How far "comes first" reaches, before the paper or after: "on charges the order comes first".
_MATTER = re.compile(
    r"\b(?:on|as to|for|in)\s+(?!(?:everything|anything|all)\s+else)[^,;:.]+?(?=\s*(?:[,;:.]|\bthe\s*$|$))",
    re.IGNORECASE,
)
_SAVE_THAT = re.compile(r"\b(?:save|except|provided(?:,? however)?),? that\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|above|conflicting|inconsistent)\b", re.IGNORECASE)

Around = tuple[Sequence[Clause], Sequence[Clause]]
"""The clauses of a paper before and after the one that speaks."""


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["precedence"]
    return Phrases(
        {
            e: words[e]
            for e in ("prevails", "above", "first", "conflict", "order", "reverse", "other_ranks", "scope")
        }
    )


def find_rankings(papers: Papers) -> tuple[Ranking, ...]:
    """Return the rules on which paper wins, in text order, one for each pair or list of papers."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Ranking] = {}
    for agreement in papers.agreements.values():
        for ranking in _of(agreement, papers):
            names = ranking.named if len(ranking.documents) < _LEAST else ()
            found.setdefault((ranking.clause, names, ranking.documents, ranking.alone), ranking)
    return tuple(found.values())


def _of(agreement: Agreement, papers: Papers) -> Iterator[Ranking]:
    clauses = [c for c in agreement.clauses if c.kind != "contents"]
    for at, clause in enumerate(clauses):
        around = (clauses[:at], clauses[at + 1 :])
        cues = _cues(papers.vocabulary).find(clause.text)
        if not cues and not _NOTWITHSTANDING.search(clause.text):
            continue
        for home in sentences(clause.text):
            here = [(e, Span(s.start - home.start, s.end - home.start)) for e, s in cues if home.contains(s)]
            yield from _in_sentence(clause, home, here, around, papers)


def _in_sentence(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], around: Around, papers: Papers
) -> Iterator[Ranking]:
    text = clause.text[home.start : home.end]
    entries = {entry for entry, _ in cues}
    if {"order", "reverse"} & entries and len(text.split()) > _HEADING:
        listed = _list(clause, home, cues, around, papers)
        if listed:
            yield listed
            yield from _save_that(clause, home, cues, papers)
            return
    if "other_ranks" in entries:
        return
    yield from _firsts(clause, home, cues, papers)
    if entries & set(_VERBS):
        yield from _pairs(clause, home, text, cues, papers)
    yield from _alone(clause, home, text, papers)


# ---------------------------------------------------------------- lists


def _list(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], around: Around, papers: Papers
) -> Ranking | None:
    """Return the order that a sentence gives: in its own words, in the items below it or in a list above."""
    sentence, home = home, _with_items(clause, home)
    before, after = around
    start = home.start + max(s.end for e, s in cues if e in ("order", "reverse"))
    words = _SAVE_THAT.split(clause.text[start : home.end])[0]
    mentions = papers.mentions(words, speaker=clause.document)
    if not _is_order(mentions):
        texts = [item.text for item in _items(clause, after)]
        mentions = tuple(m for t in texts for m in papers.mentions(t, speaker=clause.document)[:1])
    if not _is_order(mentions):
        mentions = _list_above(clause, sentence, before, papers)
    if not _is_order(mentions):
        return None
    if any(e == "reverse" for e, _ in cues) or _LATER_WINS.search(clause.text, sentence.start, sentence.end):
        mentions = mentions[::-1]
    saved = _SAVE_THAT.search(clause.text, start, home.end)
    rule = clause.text[home.start : saved.start() if saved else home.end].rstrip(" ,")
    return _ranking(clause, Span(home.start, home.start + len(rule)), mentions, papers, is_list=True)


def _is_order(mentions: Iterable[Mention]) -> bool:
    return len({m.words.lower() for m in mentions}) >= _LEAST


def _list_above(
    clause: Clause, sentence: Span, before: Sequence[Clause], papers: Papers
) -> tuple[Mention, ...]:
    """Return the papers of the list to which "the one named earlier in clause 1.1" points, else the last."""
    pointed = {c for p in pointers_in(clause, sentence, papers) for c in p.clauses} - {clause.id}
    above = [c for c in before if c.id in pointed] if pointed else before[: -_LISTED_NEAR - 1 : -1]
    own = clause.text[: sentence.start]
    for text in (own.removeprefix(clause.number), *(c.text.removeprefix(c.number) for c in above)):
        items = [text[m.end() :] for m in _MARK.finditer(text)]
        mentions = tuple(m for i in items for m in papers.mentions(i, speaker=clause.document)[:1])
        if _is_order(mentions):
            return mentions
    return ()


def _save_that(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield the exception to an order: "save that on personal data the DPA prevails over all others"."""
    text = clause.text[home.start : home.end]
    parts = _SAVE_THAT.split(text, maxsplit=1)
    if len(parts) > 1:
        start = len(text) - len(parts[1])
        start += len(parts[1]) - len(parts[1].lstrip())
        later = [(e, Span(s.start - start, s.end - start)) for e, s in cues if s.start >= start]
        yield from _pairs(clause, Span(home.start + start, home.end), text[start:], later, papers)


def _with_items(clause: Clause, home: Span) -> Span:
    """Return the sentence with the lettered pieces of its list that were taken for sentences."""
    end = home.end
    for span in sentences(clause.text):
        if span.start >= end and _LETTERED.match(clause.text, span.start):
            end = span.end
        elif span.start >= end:
            break
    return Span(home.start, end)


def _items(clause: Clause, after: Sequence[Clause]) -> list[Clause]:
    """Return the pieces below a clause that are the items of its list."""
    found: list[Clause] = []
    for piece in after[:_LIST_ITEMS]:
        is_item = piece.parent == clause.id or (bool(piece.number) and piece.level > clause.level)
        if not is_item or len(piece.text.split()) > _LONGEST_ITEM:
            break
        found.append(piece)
    return found


# ---------------------------------------------------------------- pairs


def _pairs(
    clause: Clause, home: Span, text: str, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield for each "… shall prevail (over …)" of a sentence the winner and those it wins over."""
    mentions = papers.mentions(text, speaker=clause.document)
    conflict = [s for e, s in cues if e == "conflict"]
    for kind, verb in ((e, s) for e, s in cues if e in _VERBS):
        if _NOT_OVER.search(text[: verb.start]):
            continue
        before = [m for m in mentions if m.span.end <= verb.start]
        over = [
            m
            for m in mentions
            if m.span.start >= verb.end and _is_over(text[verb.end : m.span.start], direct=kind == "above")
        ]
        if not before or (not conflict and not over and not _is_instead(before[-1], text)):
            continue
        if _SUBJECT_BETWEEN.search(text[before[-1].span.end : verb.start]):
            continue  # "…, the Parent Papers shall prevail": what prevails is none of the papers named
        winners = _winners(before, text, joined=_AND if over else _OR)
        starts = {w.span.start for w in winners}
        for winner in winners:
            others = [m for m in before if m.span.start not in starts]
            losers = over or [
                m for m in others if m.documents != winner.documents and _bare(m) != _bare(winner)
            ]
            if not losers and winner.is_apart:
                losers = [Mention(Span(0, 0), "this document", (clause.document,))]
            if over and any(not m.documents or clause.document not in m.documents for m in over):
                losers = [_with_speaker(m, clause.document, winner, papers) for m in over]
            if losers:
                yield _pair(_ranking(clause, home, [winner, *losers], papers), winner)


def _firsts(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield each paper that "comes first on data protection", above all others that the sentence names."""
    text = clause.text[home.start : home.end]
    mentions = papers.mentions(text, speaker=clause.document)
    named = {d for m in mentions for d in m.documents}
    speaker = [] if clause.document in named else [Mention(Span(0, 0), "this document", (clause.document,))]
    for verb in (s for e, s in cues if e == "first"):
        start = max((m.end() for m in _PART.finditer(text, 0, verb.start)), default=0)
        end = next((m.start() for m in _PART.finditer(text, verb.end)), len(text))
        own = [m for m in mentions if start <= m.span.start and m.span.end <= verb.start]
        for winner in own[-1:]:
            others = [m for m in (*mentions, *speaker) if not set(m.documents) & set(winner.documents)]
            matter = _MATTER.search(text, start, winner.span.start) or _MATTER.search(text, verb.end, end)
            ranking = _ranking(clause, home, [winner, *others], papers)
            yield _pair(replace(ranking, scope=matter[0].strip() if matter else ""), winner)


def _with_speaker(mention: Mention, speaker: str, winner: Mention, papers: Papers) -> Mention:
    """Return "every other document" with the paper that speaks, where the winner is another."""
    said = mention.words.lower() in papers.vocabulary["precedence"]["all_others"]
    if not said or speaker in winner.documents:
        return mention
    others = (d for d in (*mention.documents, speaker) if d not in winner.documents)
    return replace(mention, documents=tuple(others))


def _bare(mention: Mention) -> str:
    """Return a name without its article: "the Addendum" may be "this Addendum"."""
    return _ARTICLE.sub("", mention.words).lower()


def _is_instead(winner: Mention, text: str) -> bool:
    """Tell "a separate contract, in which case that contract governs", which needs no word of a conflict."""
    return winner.is_apart and bool(_INSTEAD.search(text))


def _pair(ranking: Ranking, winner: Mention) -> Ranking:
    """Return the rule without the rank of its losers among each other, where the winner is not in the set."""
    return ranking if winner.documents else replace(ranking, documents=ranking.documents[:1])


def _winners(before: Sequence[Mention], text: str, *, joined: re.Pattern[str]) -> list[Mention]:
    """Return the last paper before "shall prevail" and those in a row with it: "A, B or C shall prevail".

    "Addendum to this Agreement" is one paper, the addendum.
    """
    row: list[Mention] = []
    for mention in before:
        if row and text[row[-1].span.end : mention.span.start].strip() in _BELONGS:
            row[-1] = replace(row[-1], span=Span(row[-1].span.start, mention.span.end))
        else:
            row.append(mention)
    winners = [row[-1]]
    for earlier in row[-2::-1]:
        between = text[earlier.span.end : winners[-1].span.start].strip()
        if not joined.fullmatch(between) and not (len(winners) > 1 and _COMMA.fullmatch(between)):
            break
        winners.append(earlier)
    return winners[::-1]


def _is_over(between: str, *, direct: bool) -> bool:
    """Tell "takes precedence over X" and "supersede the conflicting terms of X" from "governs Y"."""
    return (
        (direct or bool(_OVER.search(between))) and not re.search(r"[.;]", between) and len(between) < _NEAR
    )


# ---------------------------------------------------------------- a clause that stands above a paper


def _alone(clause: Clause, home: Span, text: str, papers: Papers) -> Iterator[Ranking]:
    """Yield where a clause alone stands above another paper."""
    for match in _NOTWITHSTANDING.finditer(text):
        tail = text[match.end() : match.end() + 160]
        named = [
            m
            for m in papers.mentions(tail, speaker=clause.document)
            if not re.search(r"[,;:]", tail[: m.span.start])
        ]
        beaten = [m for m in named if any(d != clause.document for d in m.documents)]
        if beaten:
            own = Mention(Span(0, 0), "this clause", (clause.document,))
            yield _ranking(clause, home, [own, *beaten], papers, alone=True)


def _ranking(
    clause: Clause,
    home: Span,
    mentions: Iterable[Mention],
    papers: Papers,
    *,
    is_list: bool = False,
    alone: bool = False,
) -> Ranking:
    span = _short(clause, Span(clause.span.start + home.start, clause.span.start + home.end))
    named: dict[str, tuple[str, ...]] = {}
    for mention in mentions:
        named.setdefault(mention.words, mention.documents)
    quote = papers.agreements[clause.document].document.quote(span)
    return Ranking(
        documents=tuple(dict.fromkeys(d for ids in named.values() for d in ids)),
        named=tuple(named),
        document=clause.document,
        clause=clause.id,
        span=span,
        quote=quote,
        scope=_scope(quote, papers.vocabulary),
        is_list=is_list,
        alone=alone,
    )


def _scope(quote: str, vocabulary: Vocabulary) -> str:
    """Return the words that limit a rule ("with regard to the processing of personal data"), "" without."""
    for entry, span in _cues(vocabulary).find(quote):
        if entry == "scope":
            words = _END_OF_SCOPE.split(quote[span.end :], maxsplit=1)[0]
            if words.strip() and not re.search(r"\b(?:such|that|the|any) (?:conflict|inconsisten)", words):
                return quote[span.start : span.end] + words.rstrip()
    return ""


def _short(clause: Clause, span: Span) -> Span:
    """Cut a span at the most words a quote may have."""
    words = clause.text[span.start - clause.span.start : span.end - clause.span.start]
    if len(words.split()) <= _LONGEST_QUOTE:
        return span
    end = list(re.finditer(r"\S+", words))[_LONGEST_QUOTE - 1].end()
    return Span(span.start, span.start + end)
