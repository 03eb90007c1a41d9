"""What is said to the other side beside each change."""

from pipeline.domain.proposal import Position
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status
from pipeline.redline.proposals.paper import Paper

EDITIONS = (("2015", "ISO/IEC 27017:2015"), ("2026", "ISO/IEC 27017:2026"))
ASKED = {
    Status.ABSENT: "Not dealt with so far",
    Status.WEAK: "Dealt with, but not as a firm promise",
    Status.PARTIAL: "Dealt with in part",
    Status.CONTRADICTED: "The text says the opposite",
}


def comment_on(
    requirement: Requirement, finding: Finding, paper: Paper, *, unsafe: str = "", notes: tuple[str, ...] = ()
) -> str:
    """Return the comment, a paragraph a line: what is asked, by which guidance, why, and what would do."""
    lines = [f"{requirement.title}. {ASKED[finding.status]}.", f"Guidance: {guidance(requirement)}."]
    lines.append(f"Why: {finding.reason}")
    if unsafe:
        lines.append(f"No change is made here: {unsafe}. Proposed wording: {paper.wording(requirement)}")
    elif paper.position is Position.PREFERRED:
        lines.append(f"If refused: {paper.say(requirement.wording.fallback)}")
    else:
        lines.append("This is our fallback position.")
    return "\n".join((*lines, *notes))


def guidance(requirement: Requirement) -> str:
    """Name the controls of both editions: "ISO/IEC 27017:2015 16.1.1; ISO/IEC 27017:2026 5.24"."""
    return "; ".join(
        f"{name} {', '.join(requirement.controls[edition])}"
        for edition, name in EDITIONS
        if requirement.controls.get(edition)
    )
