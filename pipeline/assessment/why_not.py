"""Why words that come near a requirement do not count for it, in one sentence each."""

import re
from collections.abc import Callable

from pipeline.assessment.chosen_options import is_mere_draft
from pipeline.assessment.owing import binds_customer
from pipeline.assessment.reasons import in_sentence
from pipeline.assessment.sides import CUSTOMER
from pipeline.assessment.subject import asks_about, stems
from pipeline.assessment.within import Set
from pipeline.domain.agreement import Clause
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary
from pipeline.library.cues import count_cues

BEARS = 0.3  # a passage from here bears on its requirement
_DUTY = re.compile(
    r"\s+(?:(?:\w+ly|alone|also|hereby)\s+)?(?:shall|must|will|agrees?|undertakes?"
    r"|(?:is|are)\s+(?:solely|responsible)|acknowledges?|may\s+not|needs?\s+to)\b",
    re.IGNORECASE,
)
_NAMES_IT = 0.5  # share of a look-alike's words from which the text is that one
_LONGEST = 70  # characters of a heading


def why_not(requirement: Requirement, passage: Passage, within: Set) -> str:
    """Return the first reason that holds, the most concrete ones first."""
    clause = within.clauses_in(passage.document)[passage.clause]
    return next(reason for test in _REASONS if (reason := test(requirement, passage, clause, within)))


@once_per_vocabulary
def _soft(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["modality"]
    return Phrases({"soft": [*words["aspirational"], *words["descriptive"]]})


@once_per_vocabulary
def _binding(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"binding": vocabulary["modality"]["binding"]})


def _not_chosen(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    unticked = within.documents[passage.document].unticked
    return (
        "Beside a box that is not ticked: nobody has agreed to it."
        if any(o.contains(passage.span) for o in unticked)
        else ""
    )


def _for_others(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    if not within.is_for_others(passage):
        return ""
    return "For a plan, product or option that the order among the papers leaves out."


def _in_a_draft(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    if not is_mere_draft(passage.document, within):
        return ""
    return "In a draft that by its own words binds nobody yet."


def _note_to_drafter(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    notes = within.documents[passage.document].drafting
    is_note = any(n.overlaps(passage.span) for n in notes)
    return "A note to whoever fills the form in: no words of the agreement." if is_note else ""


def _heading_only(_r: Requirement, _p: Passage, clause: Clause, _w: Set) -> str:
    return "A heading only: no words below it say this." if clause.kind in ("heading", "schedule") else ""


def _points_elsewhere(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    if passage.stance is not Stance.REFERENCE:
        return ""
    references = within.documents[passage.document].references
    named = next((r for r in references if r.span.overlaps(passage.span) and r.title), None)
    if named is None:
        return "Points to another document; the substance is not here."
    missing = "" if named.supplied else ", which was not supplied"
    return f"Only points to {named.title}{missing}; the substance is not here."


def _look_alike(requirement: Requirement, passage: Passage, _c: Clause, _w: Set) -> str:
    if not requirement.near_misses or not count_cues(passage.quote, requirement.near_miss_cues):
        return ""
    words = stems(passage.quote)
    alike = {n: len(words & own) / len(own) for n in requirement.near_misses if (own := stems(n))}
    nearest = max(alike, key=lambda n: alike[n], default="")
    if not nearest or (len(requirement.near_misses) > 1 and alike[nearest] < _NAMES_IT):
        return ""
    return f"Looks alike but does not count: {in_sentence(nearest)}."


def _customers_duty(requirement: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    if requirement.binds != "provider":
        return ""
    named = within.words_in(passage.document).phrases.find(passage.quote)
    duties = (
        passage.quote[side.start : duty.end()]
        for entry, side in named
        if entry == CUSTOMER and (duty := _DUTY.match(passage.quote, side.end))
    )
    said = next(duties, "")
    if not said or not binds_customer(within.owing_in(passage.document)(passage.quote)):
        return ""
    return f"Speaks of the customer’s duty (“{_one_line(said)}”), not of the provider’s."


def _tells_others(requirement: Requirement, passage: Passage, _c: Clause, _w: Set) -> str:
    told = requirement.tells == CUSTOMER and passage.tells_others and passage.probability >= BEARS
    return "Tells somebody else, not the customer." if told else ""


def _takes_away(_r: Requirement, passage: Passage, _c: Clause, _w: Set) -> str:
    adverse = passage.stance is Stance.ADVERSE and passage.probability >= BEARS
    return "Limits or takes away; it promises nothing." if adverse else ""


def _only_defines(_r: Requirement, passage: Passage, clause: Clause, within: Set) -> str:
    if clause.kind != "definition" or _binding(within.library.vocabulary).find(passage.quote):
        return ""
    return "Only defines a term; it promises nothing."


def _aspires(_r: Requirement, passage: Passage, _c: Clause, within: Set) -> str:
    vocabulary = within.library.vocabulary
    soft = _soft(vocabulary).find(passage.quote)
    if not soft or _binding(vocabulary).find(passage.quote):
        return ""
    span = soft[0][1]
    return f"Describes or aims (“{passage.quote[span.start : span.end]}”), without a promise."


def _other_subject(requirement: Requirement, passage: Passage, clause: Clause, within: Set) -> str:
    """Name what the words are on: another point of the catalogue, a family, or their heading."""
    own = (p for r in within.readings for p in r.passages if p.clause == passage.clause)
    best = max((p for p in own if p.probability >= BEARS), key=lambda p: p.probability, default=None)
    if best and best.requirement != requirement.id:
        family = next(
            f for f in within.library.families if any(r.id == requirement.id for r in f.requirements)
        )
        title = next((r.title for r in within.library.requirements if r.id == best.requirement), "")
        is_near = any(r.id == best.requirement for r in family.requirements)
        if title:
            which = "point" if is_near else "subject"
            return f"On another {which}: {in_sentence(title)}."
    heading = _one_line(clause.heading).strip(" .:")
    if not heading or len(heading) > _LONGEST or not _tells_subject(heading, requirement, within):
        return ""
    return f"On another subject: it stands under “{heading}”."


def _tells_subject(heading: str, requirement: Requirement, within: Set) -> bool:
    """Tell whether a heading says that what is below it is on something else."""
    general = within.library.vocabulary["general_headings"]
    said = re.sub(r"^[\W\d]*(?:the\s+)?", "", heading.lower().replace("’", "'"))
    if said in general["names"] or said.endswith(general["titles"]):
        return False
    return not stems(heading) & asks_about(requirement)


def _too_general(_r: Requirement, passage: Passage, _c: Clause, _w: Set) -> str:
    if passage.found_by == "cue":
        return "Shares words with what is asked, but says nothing on it."
    if passage.stance is Stance.QUALIFIED and passage.probability >= BEARS / 2:
        return "Near the subject, but too general to say anything on it."
    return f"On a neighbouring subject ({passage.probability:.0%} likely to bear on this one)."


def _one_line(words: str) -> str:
    return " ".join(words.split())


_REASONS: tuple[Callable[[Requirement, Passage, Clause, Set], str], ...] = (
    _not_chosen,
    _for_others,
    _in_a_draft,
    _note_to_drafter,
    _heading_only,
    _points_elsewhere,
    _look_alike,
    _customers_duty,
    _tells_others,
    _takes_away,
    _only_defines,
    _aspires,
    _other_subject,
    _too_general,
)
