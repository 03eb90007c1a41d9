"""Look at variants: `python -m tests.counterfactual in-deadline/limit` prints those that are judged wrong.

Every argument is the beginning of an id or a kind; `--all` prints the right ones too, one full id its words
and the whole finding, `--write` writes failures.yaml anew from all variants, `--json FILE` keeps what was found.
COUNTERFACTUAL_TEXTS=hands/a in the environment takes the texts of another hand (a to e).
"""
# ruff: noqa: T201 - what it has found is printed

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.counterfactual.failures import Failure, write_failures
from tests.counterfactual.judging import assessed, faults_of, finding_of
from tests.counterfactual.measuring import Outcome, outcomes_of
from tests.counterfactual.variants import Variant, cases, variants_of, whole


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.counterfactual", description=__doc__)
    parser.add_argument("beginnings", nargs="*", metavar="ID", help="beginning of an id, or a kind")
    parser.add_argument("--all", action="store_true", help="print the variants that are right, too")
    parser.add_argument("--write", action="store_true", help="write failures.yaml anew")
    parser.add_argument("--json", type=Path, help="keep what was found in a file")
    asked = parser.parse_args()
    chosen = [v for c in cases() for v in variants_of(c)]
    if asked.beginnings:
        chosen = [v for v in chosen if any(v.id.startswith(b) or v.kind == b for b in asked.beginnings)]
    if len(chosen) == 1:
        _show(chosen[0])
        return
    outcomes = list(outcomes_of({v.id for v in chosen}))
    for outcome in outcomes:
        if outcome.faults or asked.all:
            print(f"{outcome.variant}: {'; '.join(outcome.faults) or outcome.status}\n    {outcome.reason}")
    _table(outcomes)
    if asked.json:
        asked.json.write_text(json.dumps([vars(o) for o in outcomes], indent=1), encoding="utf-8")
    if asked.write:
        write_failures(
            [Failure(o.variant, o.expected, o.status, "; ".join(o.faults)) for o in outcomes if o.faults]
        )


def _table(outcomes: Iterable[Outcome]) -> None:
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        rows[outcome.kind].append(outcome)
        rows["all"].append(outcome)
    for kind, found in rows.items():
        right = sum(not o.faults for o in found)
        status = sum(o.status in o.expected.split(" or ") for o in found)
        print(
            f"{kind:<15}{len(found):>6}  right {right / len(found):.3f}  status right {status / len(found):.3f}"
        )


def _show(variant: Variant) -> None:
    unchanged = dict(whole().written())
    for name, text in variant.papers:
        before = set(unchanged.get(name, "").split("\n\n"))
        for part in text.split("\n\n"):
            if part not in before:
                print(f"{name}: {part}\n")
    assessment = assessed(variant)
    finding = finding_of(assessment, variant.requirement)
    print(
        f"{variant.id}\nmeant {' or '.join(sorted(variant.expected))}, found {finding.status} ({finding.confidence})"
    )
    print(finding.reason)
    for evidence in finding.evidence:
        print(f"  evidence {evidence.document} [{evidence.stance}, {evidence.found_by}] {evidence.quote}")
    for subpoint in finding.subpoints:
        print(f"  sub-point {subpoint.id} {'met' if subpoint.met else 'not met'} ({subpoint.confidence})")
    for term in finding.terms:
        print(f"  term {term.name} {term.value}")
    for note in finding.notes:
        print(f"  note {note.kind}: {note.sentence} {[e.quote for e in note.evidence]}")
    for near in finding.searched.nearest:
        print(f"  near {near.evidence.quote} - {near.why_not}")
    for placeholder in assessment.placeholders:
        print(
            f"  to fill in [{placeholder.kind}] {placeholder.quote} empties {', '.join(placeholder.empties)}"
        )
    for fault in faults_of(variant, assessment):
        print(f"  WRONG {fault}")


if __name__ == "__main__":
    main()
