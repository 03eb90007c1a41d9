"""One agreement set as an OSCAL result: reviewed controls, findings and risks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Status
from pipeline.domain.standing import Standing
from pipeline.reports.escaping import markdown_line
from pipeline.reports.oscal_evidence import Observations
from pipeline.reports.oscal_names import NAMESPACE, UNDATED, Ids, control_ids, prop, string
from pipeline.reports.outline import Outcome, Papers, notices, outcomes, still_missing, verdict
from pipeline.reports.words import STATUS, sentence

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of a result needs: the library, its identifiers, those of files by digest."""

    library: Library
    ids: Ids
    document: Callable[[str], str]

    @property
    def tool(self) -> str:
        """Return the program's identifier."""
        return self.ids("tool")

    @property
    def origins(self) -> list[Json]:
        """Return who found it: the program."""
        return [{"actors": [{"type": "tool", "actor-uuid": self.tool}]}]


def result(assessment: Assessment, desk: Desk) -> Json:
    """Return the result of one agreement set."""
    found = outcomes(assessment, desk.library)
    seen = Observations(Papers.of(assessment), desk.ids, desk.origins, desk.document)
    decided = [o for o in found if o.is_gap or o.finding.status is Status.MET]
    findings = [_finding(o, seen, desk) for o in decided]
    for outcome in found:
        if outcome not in decided:
            seen.undecided(outcome)
    seen.open_ends(assessment)
    risks = [_risk(o, desk) for o in decided if o.is_gap]
    made: Json = {
        "uuid": desk.ids.of_whole(),
        "title": string(assessment.supplier),
        "description": markdown_line(" ".join((verdict(assessment, desk.library), *notices(assessment)))),
        "start": UNDATED,
        "props": _coverage(assessment),
        "local-definitions": {"assessment-assets": _tool(desk)},
        "reviewed-controls": _reviewed(decided),
        "observations": seen.made,
        "risks": risks,
        "findings": findings,
    }
    return {name: part for name, part in made.items() if part}  # OSCAL allows no empty list


def _coverage(assessment: Assessment) -> list[Json]:
    shares = {"coverage": assessment.coverage.overall}
    shares |= {f"coverage-{family}": share for family, share in assessment.coverage.families.items()}
    return [prop(name, f"{share:.4f}") for name, share in shares.items() if share is not None]


def _tool(desk: Desk) -> Json:
    component = {
        "uuid": desk.tool,
        "type": "software",
        "title": "ClauseGap",
        "description": "Reads cloud service agreements and shows their gaps against ISO/IEC 27017 guidance.",
        "status": {"state": "operational"},
    }
    platform = {"uuid": desk.ids("platform"), "uses-components": [{"component-uuid": desk.tool}]}
    return {"components": [component], "assessment-platforms": [platform]}


def _reviewed(decided: Iterable[Outcome]) -> Json:
    controls = dict.fromkeys(c for o in decided for c in control_ids(o.requirement))
    objectives = [{"objective-id": o.requirement.id} for o in decided]
    if not objectives:
        return {"control-selections": [{"include-all": {}}], "remarks": "Nothing could be assessed."}
    return {
        "description": "Controls of ISO/IEC 27017 by number, in the editions of 2015 and 2026.",
        "control-selections": [{"include-controls": [{"control-id": c} for c in controls]}]
        if controls
        else [{"include-all": {}}],
        "control-objective-selections": [{"include-objectives": objectives}],
    }


def _finding(outcome: Outcome, seen: Observations, desk: Desk) -> Json:
    requirement, finding = outcome.requirement, outcome.finding
    observed = seen.of_finding(outcome)
    made: Json = {
        "uuid": desk.ids("finding", requirement.id),
        "title": string(f"{requirement.title}: {STATUS[finding.status]}"),
        "description": markdown_line(sentence(finding.reason)) or STATUS[finding.status],
        "props": [
            prop("status", finding.status.value),
            *([prop("standing", outcome.standing.value)] if outcome.standing is not Standing.NONE else ()),
            prop("family", outcome.family.id),
            prop("severity", requirement.severity.value),
            prop("confidence", f"{finding.confidence:.2f}"),
            prop("needs-review", "yes" if finding.needs_review else "no"),
            *(prop("control", c) for c in control_ids(requirement)),
            *(prop("term", f"{t.name}: {t.value}") for t in finding.terms),
        ],
        "origins": desk.origins,
        "target": _target(outcome),
        "related-observations": [{"observation-uuid": uuid} for uuid in observed],
        "related-risks": [{"risk-uuid": desk.ids("risk", requirement.id)}] if outcome.is_gap else [],
    }
    return {name: part for name, part in made.items() if part}


def _target(outcome: Outcome) -> Json:
    is_met = outcome.finding.status is Status.MET
    return {
        "type": "objective-id",
        "target-id": outcome.requirement.id,
        "title": string(outcome.requirement.title),
        "status": {
            "state": "satisfied" if is_met else "not-satisfied",
            "reason": "pass" if is_met else "fail",
            "remarks": STATUS[outcome.finding.status],
        },
    }


def _risk(outcome: Outcome, desk: Desk) -> Json:
    requirement = outcome.requirement
    missing = still_missing(outcome)
    facet = {"name": "severity", "system": NAMESPACE, "value": requirement.severity.value}
    return {
        "uuid": desk.ids("risk", requirement.id),
        "title": string(f"{requirement.title}: {STATUS[outcome.finding.status]}"),
        "description": markdown_line(
            "Not found: " + "; ".join(missing) if missing else outcome.finding.reason
        )
        or STATUS[outcome.finding.status],
        "statement": markdown_line(sentence(requirement.severity_reason)) or requirement.severity.value,
        "status": "open",
        "origins": desk.origins,
        "characterizations": [{"origin": desk.origins[0], "facets": [facet]}],
        "remediations": [_remedy(outcome, desk)],
    }


def _remedy(outcome: Outcome, desk: Desk) -> Json:
    requirement = outcome.requirement
    wording = requirement.wording.preferred
    said = [sentence(requirement.ask), f"Wording to propose: “{wording}”" if wording else ""]
    return {
        "uuid": desk.ids("remedy", requirement.id),
        "lifecycle": "recommendation",
        "title": "Ask the provider",
        "description": markdown_line(" ".join(s for s in said if s)) or "Ask the provider.",
    }
