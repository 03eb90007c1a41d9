"""`python -m benchmarks.cases`: verdicts on cases that strangers to the program wrote, by file of cases.

A case is a paper or a set of papers with the statuses that a careful lawyer could accept. Counted are the
statuses that are among them, the cases in which all are and every word to be cited is, and by the status
expected how many are right. Where a case lists values, those noted are counted. What was learned from
reading earlier cases is in these figures: fresh cases are the better measure.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from pipeline.analyze import Tools, analyze, load_tools
from pipeline.domain.review import Finding

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """Papers by file name, and by requirement the statuses to accept and words to be cited.

    `terms` are values to be noted of a requirement, `no_terms` such as are not its own.
    """

    id: str
    about: str
    papers: dict[str, str]
    expect: dict[str, tuple[str, ...]]
    cite: dict[str, str] = field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    no_terms: dict[str, tuple[str, ...]] = field(default_factory=dict)


CASES = TypeAdapter(tuple[Case, ...])


def main() -> None:
    """Print what is right, and with --show what is not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "files", nargs="*", type=Path, help="files of cases; those beside this program without"
    )
    parser.add_argument("--show", action="store_true", help="list what is not right")
    wanted = parser.parse_args()
    tools = load_tools()
    for path in wanted.files or sorted(FOLDER.glob("*.yaml")):
        measure(path, tools, show=wanted.show)


def measure(path: Path, tools: Tools, *, show: bool) -> None:
    """Review the cases of a file and print how many are right."""
    cases = CASES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    right, asked, values, whole = Counter[str](), Counter[str](), Counter[str](), 0
    for case in cases:
        findings = reviewed(case, tools)
        faults = list(faults_of(case, findings))
        whole += not faults
        for requirement, accepted in case.expect.items():
            asked[accepted[0]] += 1
            right[accepted[0]] += findings[requirement].status in accepted
        values += noted(case, findings)
        for fault in faults if show else ():
            print(f"  {case.id}: {fault} ({case.about})")
    by_status = ", ".join(f"{status} {right[status]}/{asked[status]}" for status in sorted(asked))
    statuses = f"{right.total()} of {asked.total()} statuses: {by_status}"
    print(f"{path.stem:<12}{whole} of {len(cases)} cases; {statuses}")
    if values["asked"]:
        wrong = f"{values['wrong']} of {values['barred']} that are another's"
        print(f"{'':<12}values: {values['found']} of {values['asked']} noted, {wrong}")


def reviewed(case: Case, tools: Tools) -> dict[str, Finding]:
    """Review the papers of a case as `clausegap review` does."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in case.papers]
        for path in paths:
            path.write_text(case.papers[path.name], encoding="utf-8")
        review = analyze(case.id, paths, tools=tools)
    return {f.requirement: f for a in review.assessments for f in a.findings}


def noted(case: Case, findings: dict[str, Finding]) -> Counter[str]:
    """Count the values to be noted and those that are, the values of others and those noted all the same."""

    def held(wanted: dict[str, tuple[str, ...]]) -> int:
        return sum(v in {t.value for t in findings[r].terms} for r, values in wanted.items() for v in values)

    asked, barred = (sum(map(len, wanted.values())) for wanted in (case.terms, case.no_terms))
    return Counter(asked=asked, found=held(case.terms), barred=barred, wrong=held(case.no_terms))


def faults_of(case: Case, findings: dict[str, Finding]) -> Iterator[str]:
    """Yield what is not as the case has it."""
    for requirement, accepted in case.expect.items():
        if (status := findings[requirement].status) not in accepted:
            yield f"{requirement} is {status}, not {' or '.join(accepted)}"
    for requirement, words in case.cite.items():
        if not any(plain(words) in plain(e.quote) for e in findings[requirement].evidence):
            yield f"{requirement} does not cite “{words}”"


def plain(words: str) -> str:
    return " ".join(words.lower().split())


if __name__ == "__main__":
    main()
