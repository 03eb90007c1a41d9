"""Answers that may stand in a paper nobody supplied: which, by whose word, and what to ask for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.assessment.absence import absent
from pipeline.assessment.blanks import holdings
from pipeline.assessment.evidence import CITED_FROM
from pipeline.assessment.within import Look, Set
from pipeline.domain.agreement import AgreementSet, DocumentReference
from pipeline.domain.listing import listed
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Finding, Note, NoteKind, Status
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

POINTS = 0.2  # a passage from here that points elsewhere says where the substance is
STILL_SPEAKS = 0.5  # of the best passage's probability: what is fainter carries no promise by itself
MOST_NAMED = 3  # papers for one finding
FOUND_BY = "reference"
# "Further rules on audits are contained in …": the sentence does nothing but say where the substance is.
_POINTS = re.compile(
    r"\b(?:are|is|can\s+be|may\s+be)\s+(?:\w+\s+)?(?:contained|described|set\s+(?:out|forth)|published|listed|found"
    r"|available|detailed|specified|stated|laid\s+down|documented|provided)\s+(?:in|at|on)\b",
    re.IGNORECASE,
)
MAY_STAND_ELSEWHERE = (Status.ABSENT, Status.WEAK, Status.PARTIAL, Status.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class _Missing:
    """A paper that is not supplied, and the requirements it may hold by its subject.

    `pointing` are the mentions in sentences that do nothing but say that the substance is there.
    """

    mentions: tuple[DocumentReference, ...]
    pointing: tuple[DocumentReference, ...]
    holds: frozenset[str]


def relied_on(agreements: AgreementSet, findings: Iterable[Finding] = ()) -> tuple[DocumentReference, ...]:
    """Return each paper referred to once, as it is best named, with the requirements that hang on it."""
    needed: dict[tuple[str, int, str], list[str]] = {}
    for finding, note in ((f, n) for f in findings for n in f.notes if n.kind is NoteKind.NOT_SUPPLIED):
        for e in note.evidence:
            needed.setdefault((e.document, e.span.start, note.sentence), []).append(finding.requirement)
    return tuple(_one(mentions, needed) for mentions in _papers(agreements).values())


def not_supplying(within: Set) -> Look:
    """Return the look that says of a gap in which missing paper the answer may be.

    What is there only because words point to such a paper is absent: they promise nothing themselves.
    """
    missing = _missing(within)

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in MAY_STAND_ELSEWHERE or not missing:
            return finding
        is_pointer = _takes_away_by_pointing(finding, missing)
        if finding.status is Status.CONTRADICTED and not is_pointer:
            return finding
        own = [p for r in within.readings for p in r.passages if p.requirement == requirement.id]
        telling = [p for p in own if is_pointer or p.stance is not Stance.ADVERSE]
        found = [(paper, _pointed_at(paper, telling)) for paper in missing]
        direct = [mention for _, mention in found if mention]
        if finding.status in (Status.WEAK, Status.PARTIAL) and _only_points(passages, missing):
            finding = absent(finding, because="The papers only point elsewhere.")
        likely = [
            _best(paper.mentions)
            for paper, mention in found
            if not mention and requirement.id in paper.holds and finding.status is Status.ABSENT
        ]
        return _told(finding, [*direct, *likely][:MOST_NAMED], within)

    return look


def _papers(agreements: AgreementSet) -> dict[str, list[DocumentReference]]:
    papers: dict[str, list[DocumentReference]] = {}
    for reference in (r for a in agreements.agreements for r in a.references):
        key = reference.paper or reference.title.lower() or reference.url or ""
        papers.setdefault(key, []).append(reference)
    return papers


def _one(
    mentions: Sequence[DocumentReference], needed: dict[tuple[str, int, str], list[str]]
) -> DocumentReference:
    """Return one reference for all mentions of a paper."""
    best = _best(mentions)
    keys = ((m.document, m.span.start, _sentence(m)) for m in mentions)
    needs = dict.fromkeys(r for key in keys for r in needed.get(key, ()))
    return replace(
        best,
        url=best.url or next((m.url for m in mentions if m.url), None),
        supplied=any(m.supplied for m in mentions),
        changeable=any(m.changeable for m in mentions),
        needed_for=() if any(m.supplied for m in mentions) else tuple(needs),
    )


def _best(mentions: Sequence[DocumentReference]) -> DocumentReference:
    """Return the mention that tells most: where the substance is said to be, then with an address."""
    return max(mentions, key=lambda m: (m.holds_substance, m.url is not None))


def _missing(within: Set) -> tuple[_Missing, ...]:
    binding = _binding(within.library.vocabulary)
    found = []
    for mentions in _papers(within.agreements).values():
        here = tuple(m for m in mentions if m.document in within.documents)
        if here and not any(m.supplied for m in mentions):
            pointing = tuple(m for m in here if _POINTS.search(m.quote) and not binding.find(m.quote))
            held = frozenset(r for m in here for r in _held(m, within, is_pointer=m in pointing))
            found.append(_Missing(here, pointing, held))
    return tuple(found)


@once_per_vocabulary
def _binding(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"binding": vocabulary["modality"]["binding"]})


def _held(mention: DocumentReference, within: Set, *, is_pointer: bool) -> frozenset[str]:
    """Return what a paper may hold, by its title or by the words that point to it and their heading."""
    if not mention.holds_substance:
        return frozenset()
    vocabulary = within.library.vocabulary
    if is_pointer and (told := holdings(mention.quote, vocabulary)):
        return told
    clause = within.documents[mention.document].clause_at(mention.span)
    by_title = holdings(f"{mention.title} · {mention.paper}", vocabulary)
    return by_title or (holdings(clause.heading, vocabulary) if clause else frozenset())


def _pointed_at(paper: _Missing, telling: Sequence[Passage]) -> DocumentReference | None:
    """Return the mention of the paper in words that say the substance is there."""
    for mention in paper.mentions:
        here = [p for p in telling if mention.document == p.document and mention.span.overlaps(p.span)]
        if any(p.stance is Stance.REFERENCE and p.probability >= POINTS for p in here):
            return mention
        if here and mention in paper.pointing:
            return mention
    return None


def _only_points(passages: Sequence[Passage], missing: Sequence[_Missing]) -> bool:
    """Tell whether all that speaks for a requirement are sentences that do nothing but point."""
    likely = [p for p in passages if p.stance is not Stance.ADVERSE]
    likely = [p for p in likely if p.probability >= CITED_FROM] or likely[:1]
    speaking = [p for p in likely if p.probability >= STILL_SPEAKS * likely[0].probability]
    return _all_point(speaking, missing)


def _takes_away_by_pointing(finding: Finding, missing: Sequence[_Missing]) -> bool:
    """Tell whether nothing but a pointer contradicts: "published at … and updated from time to time"."""
    return finding.status is Status.CONTRADICTED and _all_point(finding.evidence, missing)


def _all_point(words: Sequence[Passage | Evidence], missing: Sequence[_Missing]) -> bool:
    """Tell whether all words stand in sentences that do nothing but point to a missing paper."""
    pointing = [m for paper in missing for m in paper.pointing]
    return bool(words) and all(
        any(m.document == w.document and m.span.contains(w.span) for m in pointing) for w in words
    )


def _told(finding: Finding, mentions: Sequence[DocumentReference], within: Set) -> Finding:
    if not mentions:
        return finding
    notes = tuple(Note(NoteKind.NOT_SUPPLIED, _sentence(m), (_evidence(m, within),)) for m in mentions)
    reason = finding.reason
    if finding.status is Status.ABSENT:
        named = [m.title or "another document" for m in mentions]
        which = ("", "which was not", "neither of which was", "none of which was")[
            min(len(named), MOST_NAMED)
        ]
        reason = f"{reason.rstrip('.')}; it may be in {listed(named, by='or')}, {which} supplied."
    return replace(finding, reason=reason, notes=(*finding.notes, *notes))


def _sentence(mention: DocumentReference) -> str:
    title = mention.title or mention.url or "another document"
    where = f" ({mention.url})" if mention.url and mention.url != title else ""
    change = (
        "; ask too for the version that is agreed, since the provider may change it"
        if mention.changeable
        else ""
    )
    return f"It may be in {title}{where}, which was not supplied: ask for it{change}."


def _evidence(mention: DocumentReference, within: Set) -> Evidence:
    agreement = within.documents[mention.document]
    clause = agreement.clause_at(mention.span)
    return Evidence(
        document=mention.document,
        clause=clause.id if clause else "",
        span=mention.span,
        quote=mention.quote,
        place=agreement.document.locate(mention.span),
        stance=Stance.REFERENCE,
        found_by=FOUND_BY,
    )
