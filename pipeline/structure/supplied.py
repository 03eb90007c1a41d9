"""Documents that agreements rely on: is each among the papers supplied, by kind, name, title or schedule."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from pipeline.domain.agreement import Agreement, Clause, DocumentReference, Placeholder
from pipeline.domain.groundwork import Answered
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary
from pipeline.structure.titles import WORD, held_titles, own_papers, party_words, plain

_OPENING_LINES = 3  # in which a document says what it is
_HEADING = 120  # characters; longer is no name
_MAIN = frozenset({"msa", "tos"})  # the same paper goes by either name
_OF_ANOTHER = r"\s+(?:of|to|in)\s+(?:the|our|your)\s"  # "Schedule 1 of the Master Terms"
_OWNER = (" of the ", " to the ", " in the ", " of our ", " to our ", " of your ", " to this ", " of this ")


@dataclass(frozen=True, slots=True)
class _Supplied:
    """A document of the set: the papers it is, its titles, those it holds, the words of its file name."""

    agreement: Agreement
    papers: frozenset[str]
    titles: tuple[str, ...]
    held: tuple[str, ...]
    schedules: frozenset[str]
    file_words: frozenset[str]


def find_answered(agreements: tuple[Agreement, ...], vocabulary: Vocabulary) -> tuple[Answered, ...]:
    """Return, for each document, what others of the set answer: papers relied on, exhibits left empty."""
    common = _common_words(agreements)
    papers = tuple(_supplied(a, common, vocabulary) for a in agreements)
    answered = partial(_is_supplied, papers=papers, vocabulary=vocabulary)
    return tuple(
        Answered(
            tuple(n for n, r in enumerate(a.references) if answered(r)),
            tuple(n for n, p in enumerate(a.placeholders) if _is_apart(p, schedules, answered)),
        )
        for a in agreements
        for schedules in [{c.id: c for c in a.clauses if c.kind == "schedule"}]
    )


def settle_references(
    agreements: tuple[Agreement, ...], answered: tuple[Answered, ...]
) -> tuple[Agreement, ...]:
    """Mark the references that a document of the set answers; an exhibit supplied apart is no blank."""
    return tuple(
        replace(
            a,
            references=tuple(replace(r, supplied=n in found.references) for n, r in enumerate(a.references)),
            placeholders=tuple(p for n, p in enumerate(a.placeholders) if n not in found.placeholders),
        )
        for a, found in zip(agreements, answered, strict=True)
    )


@once_per_vocabulary
def _kinds(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["document_kinds"])


@once_per_vocabulary
def _subjects(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["paper_subjects"])


def _supplied(agreement: Agreement, common: frozenset[str], vocabulary: Vocabulary) -> _Supplied:
    clauses = agreement.clauses
    stem = PurePosixPath(agreement.document.source.name).stem
    opening = [c.text for c in clauses if c.kind != "contents"][:_OPENING_LINES]
    lines = [text for text in opening if len(text) < _HEADING]
    held = [text for text in held_titles(clauses) if len(text) < _HEADING]
    return _Supplied(
        agreement,
        own_papers(
            clauses,
            title=" · ".join([agreement.document.source.name, *lines]),
            parties=party_words(clauses, agreement.parties, file=stem),
            vocabulary=vocabulary,
        ),
        tuple(map(_named, [stem, *lines])),
        tuple(map(_named, held)),
        frozenset(plain(c.number) for c in clauses if c.kind == "schedule"),
        frozenset(_file_words(stem)) - common,
    )


def _common_words(agreements: tuple[Agreement, ...]) -> frozenset[str]:
    """Return what all file names share: the supplier's name, most often."""
    words = [_file_words(PurePosixPath(a.document.source.name).stem) for a in agreements]
    return frozenset(set.intersection(*words)) if len(words) > 1 else frozenset()


def _file_words(stem: str) -> set[str]:
    return {w for w in plain(stem).split() if not w.isdigit()}


def _is_supplied(
    reference: DocumentReference, *, papers: tuple[_Supplied, ...], vocabulary: Vocabulary
) -> bool:
    others = [p for p in papers if p.agreement.document.id != reference.document]
    return any(
        reference.paper in paper.papers
        or _by_name(reference, paper)
        or _by_kind(reference, paper, vocabulary)
        or _by_file(reference, paper, vocabulary)
        for paper in others
    )


def _by_kind(reference: DocumentReference, paper: _Supplied, vocabulary: Vocabulary) -> bool:
    """Tell by the kind of paper, where the name says no more: a disclosure policy is no security annex."""
    if reference.paper not in vocabulary["other_documents"]:
        return False
    kinds = {kind for kind, _ in _kinds(vocabulary).find(reference.title)}
    wanted = kinds | (_MAIN if kinds & _MAIN else frozenset())
    if paper.agreement.kind not in wanted:
        return False
    subjects = _subjects(vocabulary)
    own = {s for name in paper.papers for s, _ in subjects.find(name)}
    asked = {s for s, _ in subjects.find(reference.title)}
    return not own or not asked or bool(own & asked)


def _by_name(reference: DocumentReference, paper: _Supplied) -> bool:
    """Tell by a title that begins so ("Schedule 1" is not "Schedule 12"), but not by another's schedule."""
    wanted = _named(_without_owner(reference.title))
    if not wanted:
        return False
    if wanted in paper.schedules:  # its own schedule is ours only by its word, or where that is all it is
        own = re.search(rf"{re.escape(reference.title)}{_OF_ANOTHER}", reference.quote)
        return bool(own) or (len(paper.schedules) == 1 and _begins(wanted, paper.titles))
    return _begins(wanted, (*paper.titles, *paper.held))


def _begins(wanted: str, names: tuple[str, ...]) -> bool:
    return any(f"{name} ".startswith(f"{wanted} ") for name in names)


def _by_file(reference: DocumentReference, paper: _Supplied, vocabulary: Vocabulary) -> bool:
    """Tell by the file's name: "acme-terms.pdf" is what is called "Terms and Conditions"."""
    if not paper.file_words or not _kinds(vocabulary).find(reference.title):
        return False
    return paper.file_words <= set(plain(reference.title).split())


def _is_apart(
    placeholder: Placeholder,
    schedules: Mapping[str, Clause],
    answered: Callable[[DocumentReference], bool],
) -> bool:
    """Tell whether an empty exhibit ("Exhibit B – Data Processing Agreement") is a paper of its own."""
    heading = schedules.get(placeholder.clause)
    if heading is None or heading.span != placeholder.span:
        return False
    title = heading.text[len(heading.number) :].strip(" .:–—-\n") if heading.number else heading.text
    named = [t for t in (heading.number, title) if t]
    return any(
        answered(DocumentReference(t, None, placeholder.document, heading.span, heading.text, paper=t))
        for t in named
    )


def _without_owner(title: str) -> str:
    for owner in _OWNER:
        title = title.split(owner, maxsplit=1)[0]
    return title


def _named(text: str) -> str:
    words = WORD.findall(text.lower())
    return plain(" ".join(words[1:] if words[:1] in (["the"], ["our"], ["your"]) else words))
