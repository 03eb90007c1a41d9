"""What a reader needs before anything else: the gaps at the core, and the state of the set in a line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library, Severity
from pipeline.domain.review import Assessment, NoteKind, Precedence
from pipeline.domain.standing import Standing
from pipeline.reports.blanks import blanks_in_words
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.outline import Outcome, Papers, gaps_by_severity, outcomes
from pipeline.reports.owners import nobodys, owners
from pipeline.reports.relied_on import missing_in_words, relied_on
from pipeline.reports.words import STANDING, count

_STANDINGS = (Standing.WALK_AWAY, Standing.NEGOTIATE, Standing.ACCEPTABLE, Standing.STANDARD)
_AT = {Standing.STANDARD: "at our standard"}
_ORDERS = 3  # rules on which paper wins
FIRST = 8  # core gaps that a first screen holds


@dataclass(frozen=True, slots=True)
class Fact:
    """One line on the set: what it is about, what is said, and the section that says more."""

    about: str
    said: str
    section: str


def core_gaps(found: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the critical gaps in core subjects, then the high ones, worst status first."""
    core = [o for o in found if o.family.tier == "core"]
    gaps = gaps_by_severity(core)
    return (*gaps.get(Severity.CRITICAL, ()), *gaps.get(Severity.HIGH, ()))


def facts(assessment: Assessment, library: Library) -> tuple[Fact, ...]:
    """Return what is to be said of the set as a whole; nothing where there is nothing to say."""
    papers = Papers.of(assessment)
    orders = dict.fromkeys(filter(None, (order_in_words(r, papers) for r in assessment.precedence)))
    said = (
        Fact("Our playbook", stands_in_words(outcomes(assessment, library)), "playbook"),
        Fact("Reviewed for", "; ".join(p.title or p.name for p in library.profiles), "profiles"),
        Fact("If papers conflict", "; ".join([*orders][:_ORDERS]), "order"),
        Fact("Not supplied", missing_in_words(relied_on(assessment, library)), "relied-on"),
        Fact("Left to fill in", blanks_in_words(assessment), "blanks"),
        Fact("Nobody's task", _unowned(assessment), "owners"),
        Fact("May be changed", _changeable(assessment, library), "gaps"),
    )
    return tuple(f for f in said if f.said)


def stands(found: Sequence[Outcome]) -> dict[Standing, tuple[Outcome, ...]]:
    """Return the points on which a playbook holds a position, walk away first; {} where it holds none."""
    grouped = {s: tuple(o for o in found if o.standing is s) for s in _STANDINGS}
    return {standing: group for standing, group in grouped.items() if group}


def stands_in_words(found: Sequence[Outcome]) -> str:
    """Return "walk away on 2 points, 5 to be negotiated and 1 acceptable", "" where it holds none."""
    return listed(
        f"walk away on {count(len(group), 'point')}"
        if standing is Standing.WALK_AWAY
        else f"{len(group)} {_AT.get(standing, STANDING[standing])}"
        for standing, group in stands(found).items()
    )


def to_walk_away_from(found: Sequence[Outcome]) -> str:
    """Return the titles of the points on which a playbook says not to sign, "" for none."""
    return "; ".join(o.requirement.title for o in found if o.standing is Standing.WALK_AWAY)


def order_in_words(rule: Precedence, papers: Papers) -> str:
    """Return "order.pdf before dpa.pdf before terms.docx", or the rule's own names; its limits behind."""
    files = [shortened(papers.name(d), most=60) for d in rule.documents]
    named = [f"“{shortened(n, most=60)}”" for n in rule.named]
    order = files if len(files) >= len(named) else named
    said = " before ".join(order) if len(order) > 1 else f"{order[0]} prevails" if order else ""
    return f"{said} (“{shortened(rule.scope, most=100)}”)" if said and rule.scope else said


def _unowned(assessment: Assessment) -> str:
    rows = owners(assessment.responsibilities)
    left = nobodys(rows)
    if not left:
        return ""
    return f"{len(left)} of {count(len(rows), 'process', 'processes')}: {'; '.join(map(one_line, left))}"


def _changeable(assessment: Assessment, library: Library) -> str:
    number = sum(
        any(n.kind is NoteKind.UNILATERAL_CHANGE for n in o.finding.notes)
        for o in outcomes(assessment, library)
    )
    return f"{count(number, 'point')} the provider may change by itself" if number else ""
