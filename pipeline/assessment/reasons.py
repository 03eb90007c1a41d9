"""Why a requirement has its status, in one plain sentence."""

from collections.abc import Collection, Sequence

from pipeline.assessment.softening import soft_words
from pipeline.assessment.within import Set
from pipeline.domain.amounts import amount
from pipeline.domain.listing import listed
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Check, CheckKind, Requirement, Subpoint
from pipeline.domain.review import Finding, Status
from pipeline.domain.terms import FindingTerm

MOST_NAMED = 2  # sub-points named in a sentence; the report lists them all
MOST_TERMS = 3


def reason_for(
    requirement: Requirement,
    finding: Finding,
    within: Set,
    *,
    soft: Collection[str] = (),
    bound: bool = True,
) -> str:
    """Return one sentence on the finding, from its sub-points, values and stances.

    `soft` are the ids of sub-points that no binding words meet; `bound` tells whether any words shown bind.
    """
    match finding.status:
        case Status.ABSENT:
            return _absent(finding)
        case Status.CONTRADICTED:
            return _contradicted(finding)
        case Status.WEAK:
            reason = _weak(requirement, finding, within)
        case Status.PARTIAL:
            reason = _partial(requirement, finding, soft) if bound else _only_told(requirement, finding)
        case _:
            reason = _met(requirement, finding)
    return _with_figures(reason, requirement, finding.terms)


def _met(requirement: Requirement, finding: Finding) -> str:
    values = _values(finding.terms)
    open_to_doubt = _named([*_missing(requirement, finding), *_unsure(requirement, finding)])
    if open_to_doubt:
        return f"Promised in binding words{values}; check by eye: {open_to_doubt}."
    return f"All essential points are promised in binding words{values}."


def _partial(requirement: Requirement, finding: Finding, soft: Collection[str]) -> str:
    short = _short_of(requirement, finding.terms)
    missing = _named(_missing(requirement, finding))
    if short:
        return f"Promised, but {short}" + (f"; not found: {missing}." if missing else ".")
    if missing:
        return f"Promised only in part; not found in binding words: {missing}."
    told = _named([s for s in requirement.subpoints if s.essential and s.id in soft])
    if told:
        return f"Promised only in part{_values(finding.terms)}; described or softened, not promised: {told}."
    unsure = _named(_unsure(requirement, finding))
    if unsure:
        return f"Promised{_values(finding.terms)}, but not clearly: {unsure}."
    return f"Promised, but with conditions that weaken it{_values(finding.terms)}."


def _only_told(requirement: Requirement, finding: Finding) -> str:
    """Say of words none of which binds what they fall short of."""
    short, missing = _short_of(requirement, finding.terms), _named(_missing(requirement, finding))
    sentence = f"Described or softened{_values(finding.terms)}, but no words cited bind the provider"
    return sentence + (f"; {short}" if short else "") + (f"; not found: {missing}." if missing else ".")


def _weak(requirement: Requirement, finding: Finding, within: Set) -> str:
    short = _short_of(requirement, finding.terms)
    if short:
        return f"Far below what is asked: {short}."
    words = soft_words(requirement, finding, within)
    if words:
        return f"On the subject, but not firm: the text says “{words}”."
    missing = _named(_missing(requirement, finding))
    if missing:
        return f"On the subject, but without a firm promise of: {missing}."
    return "On the subject, but not as an enforceable promise."


def _contradicted(finding: Finding) -> str:
    adverse = sum(e.stance is Stance.ADVERSE for e in finding.evidence)
    others = len(finding.evidence) - adverse
    if adverse and others:
        return "The text takes this protection away, and nothing else cited cures that."
    return "The text takes this protection away or puts the burden on the customer."


def _absent(finding: Finding) -> str:
    searched = finding.searched
    clauses, documents = _count(searched.clauses, "clause"), _count(searched.documents, "document")
    return f"Nothing on this in the {clauses} of {documents}."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _missing(requirement: Requirement, finding: Finding) -> list[Subpoint]:
    results = zip(requirement.subpoints, finding.subpoints, strict=True)
    return [s for s, r in results if s.essential and not r.met]


def _unsure(requirement: Requirement, finding: Finding) -> list[Subpoint]:
    results = zip(requirement.subpoints, finding.subpoints, strict=True)
    return [s for s, r in results if s.essential and r.met and not r.firm]


def _named(subpoints: Sequence[Subpoint]) -> str:
    names = [in_sentence(s.text) for s in subpoints[:MOST_NAMED]]
    more = len(subpoints) - len(names)
    return "; ".join(names) + (f"; and {more} more" if more else "")


def _values(terms: Sequence[FindingTerm]) -> str:
    values = list(dict.fromkeys(t.value for t in terms))[:MOST_TERMS]
    return f" ({', '.join(values)})" if values else ""


def _short_of(requirement: Requirement, terms: Sequence[FindingTerm]) -> str:
    """Say by how much the values miss the limit for `met`; "" where none does."""
    for check in requirement.checks:
        own = [t for t in terms if t.name == check.term and amount(t.value) is not None]
        if own and check.met and not any(_reaches(check, t) for t in own):
            than = "longer" if check.kind is CheckKind.DURATION_AT_MOST else "less"
            name = check.term.replace("_", " ")
            return f"the {name} of {own[0].value} is {than} than the {check.met} asked for"
    return ""


def _with_figures(reason: str, requirement: Requirement, terms: Sequence[FindingTerm]) -> str:
    """Name every figure where the papers state several for one level, as for plans: none is the only one."""
    for check in (c for c in requirement.checks if c.kind is CheckKind.PERCENTAGE_AT_LEAST):
        values = list(dict.fromkeys(t.value for t in terms if t.name == check.term))[:MOST_TERMS]
        if len(values) > 1 and not all(value in reason for value in values):
            name = check.term.replace("_", " ")
            return (
                f"{reason.removesuffix('.')}; {listed(values)} are stated for the {name} in different places."
            )
    return reason


def _reaches(check: Check, term: FindingTerm) -> bool:
    value, limit = amount(term.value), amount(check.met or "")
    if value is None or limit is None:
        return True
    return value <= limit if check.kind is CheckKind.DURATION_AT_MOST else value >= limit


def in_sentence(text: str) -> str:
    """Return a heading's words as they stand within a sentence; "API keys" keep their capitals."""
    abbreviated = text[:2].isupper() and text[:2].isalpha()
    return (text if abbreviated else text[:1].lower() + text[1:]).rstrip(".")
