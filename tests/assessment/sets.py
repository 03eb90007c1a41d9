"""Sets of papers for these tests: segmented as `analyze` does it, with passages made by hand."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.assessment.assess import assess
from pipeline.domain.agreement import AgreementSet
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.reading import Passage, ReadAgreement, Stance
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Finding
from pipeline.structure import stands_elsewhere
from tests.assessment.papers import SaysAlways, library, passage, term, vocabulary
from tests.structure.sets import papers as segmented

FAINT = 0.35  # probability of what is said "faint: …"
TITLES = {
    "msa": "Master Services Agreement",
    "dpa": "Data Processing Addendum",
    "sla": "Service Level Agreement",
}


def assessed(
    texts: Mapping[str, tuple[str, ...]],
    said: Mapping[str, tuple[str, ...]] | None = None,
    *,
    status: str = "met",
    of: Library | None = None,
) -> Assessment:
    """Assess papers; `said` maps a requirement to the words on it, such as "adverse: …", "24 h: …", "faint: …"."""
    made = segmented(**{name: (TITLES.get(name, name), *words) for name, words in texts.items()})
    found = [
        _passage(requirement, quote, made) for requirement, quotes in (said or {}).items() for quote in quotes
    ]
    readings = [ReadAgreement(a, {}, tuple(p for p in found if p.document == a.document.id)) for a in made]
    agreements = AgreementSet("acme", made, groundwork=Groundwork(stands_elsewhere(made, vocabulary())))
    return assess(agreements, readings, of or library(), judge=SaysAlways(status))


def finding(assessment: Assessment, requirement: str) -> Finding:
    return next(f for f in assessment.findings if f.requirement == requirement)


def shown(found: Finding) -> set[str]:
    """Return the ids of the clauses that evidence and notes show."""
    return {e.clause for e in (*found.evidence, *(e for n in found.notes for e in n.evidence))}


def _passage(requirement: str, quote: str, made: tuple) -> Passage:
    stance, value, likely = Stance.BINDING, "", not quote.startswith("faint: ")
    quote = quote.removeprefix("faint: ")
    if named := next((s for s in Stance if quote.startswith(f"{s}: ")), None):
        stance, quote = named, quote.removeprefix(f"{named}: ")
    elif " h: " in quote[:8] or " %: " in quote[:8]:
        value, quote = quote.split(": ", maxsplit=1)
    paper = next(a for a in made if quote in a.document.text)
    found = passage(requirement, quote, of=paper, stance=stance, subpoints={1: 1.0, 2: 1.0})
    found = found if likely else replace(found, probability=FAINT)
    return replace(found, terms=(term(value),) if value else ())
