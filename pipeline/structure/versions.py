"""Two versions of one paper in a set, and which of them is the later.

Papers of one kind whose words are largely the same are versions of one paper. A number ("Version 2.1",
"v3" in the file's name) tells their order, else the date they bear. Where nothing tells it, nothing is
taken away: the set is said to hold two versions.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations

from pipeline.domain.agreement import Agreement
from pipeline.domain.elsewhere import Amendment
from pipeline.domain.listing import listed
from pipeline.domain.places import Span
from pipeline.structure.papers import Papers

_RUN = 6  # words of the runs by which texts are compared
_ALIKE = 0.35  # of the shorter text's runs from which two papers are versions of one
_FEW_RUNS = 60  # below this, papers are too short to tell
_ONE_OF_MANY = ("order_form", "amendment")  # kinds of which a set holds several side by side
_OPENING = 1500  # characters in which a version or date stands
_VERSION = re.compile(
    r"\b(?:version|ver\.|rev(?:ision)?\.?|edition|release|v)[\s_-]*(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]+")
_ROLES = ("last_updated", "effective_date")


def find_versions(
    papers: Papers, *, told: Sequence[Amendment] = ()
) -> tuple[tuple[Amendment, ...], tuple[str, ...]]:
    """Return what later versions take away, and sentences on versions whose order can't be told.

    `told` holds what the papers say of it in words: a paper replaced as a whole needs no date.
    """
    settled = {frozenset((a.document, a.target)) for a in told if not a.clauses and not a.old}
    found: list[Amendment] = []
    unclear: list[tuple[str, str]] = []
    for one, other in _pairs(papers):
        if frozenset((one.document.id, other.document.id)) in settled:
            continue
        later, why = later_of(one, other)
        if later is None:
            unclear.append((one.document.source.name, other.document.source.name))
            continue
        earlier = other if later is one else one
        found.append(_taken(later, earlier, why))
    return tuple(found), tuple(map(_unclear, _together(unclear)))


def _together(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Join pairs that share a paper: five drafts of one are one sentence, not ten."""
    groups: list[list[str]] = []
    for pair in pairs:
        touched = [g for g in groups if not set(g).isdisjoint(pair)]
        groups = [g for g in groups if g not in touched]
        groups.append(list(dict.fromkeys([*chain(*touched), *pair])))
    return groups


def _unclear(names: Sequence[str]) -> str:
    two, both = ("two ", "both") if len(names) == 2 else ("", "all")
    return (
        f"{listed(names)} seem to be {two}versions of one paper, and nothing tells which is in force: "
        f"{both} were counted."
    )


def _pairs(papers: Papers) -> Iterator[tuple[Agreement, Agreement]]:
    runs_of = cache(lambda document: _runs(papers.agreements[document]))
    likely = [a for a in papers.agreements.values() if a.kind not in _ONE_OF_MANY]
    for one, other in ((a, b) for a, b in combinations(likely, 2) if a.kind == b.kind):
        ours, theirs = runs_of(one.document.id), runs_of(other.document.id)
        short = min(len(ours), len(theirs))
        if short >= _FEW_RUNS and len(ours & theirs) / short >= _ALIKE:
            yield one, other


def _runs(agreement: Agreement) -> frozenset[tuple[str, ...]]:
    words = [w for c in agreement.clauses if c.kind != "contents" for w in _WORD.findall(c.text.lower())]
    return frozenset(zip(*(words[n:] for n in range(_RUN)), strict=False))


def later_of(one: Agreement, other: Agreement) -> tuple[Agreement | None, str]:
    """Return the later of two versions and what tells it; None where nothing does."""
    for mark, what in ((_number, "version"), (_date, "date")):
        left, right = mark(one), mark(other)
        if left and right and left != right:
            return (one if left > right else other), what
    return None, ""


def _number(agreement: Agreement) -> tuple[int, ...]:
    """Return the version a paper bears in its name or its first lines, () without."""
    name = re.sub(r"[_.-](?=\D)|_", " ", agreement.document.source.name.rpartition("/")[2])
    found = _VERSION.search(name) or _VERSION.search(agreement.document.text[:_OPENING])
    return tuple(int(part) for part in found["number"].split(".")) if found else ()


def _date(agreement: Agreement) -> tuple[int, ...]:
    """Return the date a paper bears as its own, its last change first, else one in its file's name."""
    for role in _ROLES:
        for term in agreement.terms:
            if term.role == role and not term.doubtful and term.span.start < _OPENING:
                return tuple(int(part) for part in term.value.split("-"))
    name = re.search(r"(?<!\d)(20\d\d)[-_.]?(\d\d)?[-_.]?(\d\d)?(?!\d)", agreement.document.source.name)
    return tuple(int(part) for part in name.groups() if part) if name else ()


def _taken(later: Agreement, earlier: Agreement, why: str) -> Amendment:
    """Return the amendment; its words are the later paper's first line."""
    first = next((c for c in later.clauses if c.kind != "contents"), later.clauses[0])
    words = list(re.finditer(r"\S+", first.text))[:40]
    span = Span(first.span.start, first.span.start + (words[-1].end() if words else 0))
    quote = later.document.quote(span)
    return Amendment(
        later.document.id, first.id, span, quote, earlier.document.id, because=f"it bears the later {why}"
    )
