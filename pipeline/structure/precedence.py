"""Which paper wins a conflict, as the papers of a set say it.

"In case of conflict the DPA prevails", "the following order of precedence applies: (a) … (b) …", "this
Addendum takes precedence over the Agreement", "notwithstanding anything in the Agreement" (then only
that clause wins). Which language version, party or law prevails says nothing on papers.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.elsewhere import Ranking
from pipeline.domain.places import Span
from pipeline.language import sentences
from pipeline.structure.listed_papers import SAVE_THAT, Around, listed_order
from pipeline.structure.papers import Mention, Papers
from pipeline.structure.rankings import ranking_of, ranking_words

_HEADING = 5  # words; "14.1 Order of Precedence." ranks nothing by itself
_NEAR = 90  # characters between "over" and what is won over
_PAIR = 2  # papers: fewer have no rank among each other
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
_SUBJECT_BETWEEN = re.compile(r",\s+(?:the\s+)?[A-Z]")
_ARTICLE = re.compile(r"^(?:the|this|these|our|its)\s+", re.IGNORECASE)
_NOT_OVER = re.compile(r"\b(?:not|never|no)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_VERBS = ("prevails", "above", "holds")  # the lists of words that rank one paper over another
_PART = re.compile(r"[,;:]\s+")  # between the rules of a sentence
# How far "comes first" reaches, before the paper or after: "on charges the order comes first".
_MATTER = re.compile(
    r"\b(?:on|as to|for|in)\s+(?!(?:everything|anything|all)\s+else)[^,;:.]+?(?=\s*(?:[,;:.]|\bthe\s*$|$))",
    re.IGNORECASE,
)
# "…, the framework agreement holds": what holds begins the clause, and is no paper that another departs from.
_FIRMLY = re.compile(
    r"(?:^|[,;:]|\bthen)\s*(?P<only>only\s+)?(?:the\s+(?:terms|provisions|wording|rules)\s+(?:of|in)\s+)?$",
    re.IGNORECASE,
)
# "In case of conflict," is one of all papers; "a conflict between X and Y" is one of those two.
_OF_SOME = re.compile(r"\s*(?:(?:\w+\s+){0,2}(?:between|among(?:st)?)|with|of|to|in|from)\b", re.IGNORECASE)
# What stands right before "prevails", or "is incorporated herein and prevails", is what prevails.
_ITSELF = re.compile(r"\s*(?:(?:is|are|forms?)\b[^,.;]{0,40}\band\s*)?", re.IGNORECASE)
_PART_OF = re.compile(
    r"\s+(?:(?:hereby|shall|also)\s+)*(?:forms?|is|are|becomes?|supplements?|amends?)\b"
    r"(?:\s+(?:an?|the|and|integral|part|of|to|in|into|incorporated|attached|annexed|by|reference))*\s+",
    re.IGNORECASE,
)
_AND_SO = re.compile(r"\s*,?\s*(?:and|but)\s+(?:(?:it|they|shall|will|to)\s+)*", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|above|conflicting|inconsistent)\b", re.IGNORECASE)


def find_rankings(papers: Papers) -> tuple[Ranking, ...]:
    """Return the rules on which paper wins, in text order, one for each pair or list of papers."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Ranking] = {}
    for agreement in papers.agreements.values():
        for ranking in _of(agreement, papers):
            names = ranking.named if len(ranking.documents) < _PAIR else ()
            found.setdefault((ranking.clause, names, ranking.documents, ranking.alone), ranking)
    return tuple(found.values())


def _of(agreement: Agreement, papers: Papers) -> Iterator[Ranking]:
    clauses = [c for c in agreement.clauses if c.kind != "contents"]
    for at, clause in enumerate(clauses):
        around = (clauses[:at], clauses[at + 1 :])
        cues = ranking_words(papers.vocabulary).find(clause.text)
        if all(e == "holds" for e, _ in cues) and not _NOTWITHSTANDING.search(clause.text):
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
        listed = listed_order(clause, home, cues, around, papers)
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


def _save_that(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield the exception to an order: "save that on personal data the DPA prevails over all others"."""
    text = clause.text[home.start : home.end]
    parts = SAVE_THAT.split(text, maxsplit=1)
    if len(parts) > 1:
        start = len(text) - len(parts[1])
        start += len(parts[1]) - len(parts[1].lstrip())
        later = [(e, Span(s.start - start, s.end - start)) for e, s in cues if s.start >= start]
        yield from _pairs(clause, Span(home.start + start, home.end), text[start:], later, papers)


# ---------------------------------------------------------------- pairs


def _pairs(
    clause: Clause, home: Span, text: str, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield for each "… shall prevail (over …)" of a sentence the winner and those it wins over."""
    mentions = papers.mentions(text, speaker=clause.document)
    conflict = [s for e, s in cues if e == "conflict"]
    for kind, verb in ((e, s) for e, s in cues if e in _VERBS):
        if _NOT_OVER.search(text[: verb.start]) or (kind == "holds" and not conflict):
            continue
        before, over = _around_verb(mentions, text, verb, direct=kind == "above")
        if not before or (not conflict and not over and not _is_instead(before[-1], text)):
            continue
        between = text[before[-1].span.end : verb.start]
        if _SUBJECT_BETWEEN.search(between):
            continue  # "…, the Parent Papers shall prevail": what prevails is none of the papers named
        firm = _FIRMLY.search(text, 0, before[-1].span.start)
        if kind == "holds" and not (firm and not between.strip()):
            continue
        strong = kind == "prevails" or bool(firm and firm["only"])
        of_all = bool(conflict) and not any(_OF_SOME.match(text, s.end) for s in conflict)
        settles = strong and of_all and _ITSELF.fullmatch(between) is not None
        for winner, named in _won(before, over, text):
            losers = named or (
                _all_else(winner, clause.document, papers) if winner.is_apart or settles else []
            )
            if over and any(not m.documents or clause.document not in m.documents for m in over):
                losers = [_with_speaker(m, clause.document, winner, papers) for m in over]
            if losers:
                yield _pair(ranking_of(clause, home, [winner, *losers], papers), winner)


def _around_verb(
    mentions: Sequence[Mention], text: str, verb: Span, *, direct: bool
) -> tuple[list[Mention], list[Mention]]:
    """Return the papers named before "prevails", and after it those that something prevails over."""
    before = [m for m in mentions if m.span.end <= verb.start]
    after = [m for m in mentions if m.span.start >= verb.end]
    over = [m for m in after if _is_over(text[verb.end : m.span.start], direct=direct)]
    whole = _whole_of(before, text, verb)
    return (before[:-1], over or [whole]) if whole else (before, over)


def _won(
    before: Sequence[Mention], over: list[Mention], text: str
) -> Iterator[tuple[Mention, list[Mention]]]:
    """Yield each paper that wins with those it wins over, as far as the sentence names them."""
    winners = _winners(before, text, joined=_AND if over else _OR)
    starts = {w.span.start for w in winners}
    others = [m for m in before if m.span.start not in starts]
    for winner in winners:
        yield (
            winner,
            over or [m for m in others if m.documents != winner.documents and _bare(m) != _bare(winner)],
        )


def _whole_of(before: Sequence[Mention], text: str, verb: Span) -> Mention | None:
    """Return the Agreement of "the Addendum forms part of the Agreement and prevails over it"."""
    if len(before) < _PAIR:
        return None
    part, whole = before[-2:]
    joined = _PART_OF.fullmatch(text, part.span.end, whole.span.start)
    return whole if joined and _AND_SO.fullmatch(text, whole.span.end, verb.start) else None


def _firsts(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], papers: Papers
) -> Iterator[Ranking]:
    """Yield each paper that "comes first on data protection", above all others that the sentence names."""
    text = clause.text[home.start : home.end]
    mentions = papers.mentions(text, speaker=clause.document)
    named = {d for m in mentions for d in m.documents}
    rest = _all_but(named, papers) if len(named) < _PAIR else []
    speaker = [] if clause.document in named else [_speaker(clause.document)]
    for verb in (s for e, s in cues if e == "first"):
        start = max((m.end() for m in _PART.finditer(text, 0, verb.start)), default=0)
        end = next((m.start() for m in _PART.finditer(text, verb.end)), len(text))
        own = [m for m in mentions if start <= m.span.start and m.span.end <= verb.start]
        for winner in own[-1:]:
            others = [
                m for m in (*mentions, *(rest or speaker)) if not set(m.documents) & set(winner.documents)
            ]
            matter = _MATTER.search(text, start, winner.span.start) or _MATTER.search(text, verb.end, end)
            ranking = ranking_of(clause, home, [winner, *others], papers)
            yield _pair(replace(ranking, scope=matter[0].strip() if matter else ""), winner)


def _all_else(winner: Mention, speaker: str, papers: Papers) -> list[Mention]:
    """Return what a paper that "prevails in case of conflict" wins over: who speaks, or all others."""
    if speaker not in winner.documents:
        return [_speaker(speaker)]
    return _all_but(winner.documents, papers)


def _all_but(named: Collection[str], papers: Papers) -> list[Mention]:
    others = tuple(d for d in papers.agreements if d not in named)
    return [Mention(Span(0, 0), "all other documents", others)] if others else []


def _speaker(document: str) -> Mention:
    return Mention(Span(0, 0), "this document", (document,))


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
            yield ranking_of(clause, home, [own, *beaten], papers, alone=True)
