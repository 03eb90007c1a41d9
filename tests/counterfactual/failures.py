"""The variants that are known to be judged wrong: failures.yaml, written by `python -m tests.counterfactual --write`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

FAILURES = Path(__file__).parent / "failures.yaml"
HEADER = """\
# The variants that the program judges wrong today, by id: what a careful lawyer expects, what is found instead.
# Written anew by: python -m tests.counterfactual --write
"""


@dataclass(frozen=True)
class Failure:
    """A variant judged wrong."""

    id: str
    expected: str
    got: str
    why: str


def known_failures() -> dict[str, Failure]:
    """Return them by id."""
    rows = yaml.safe_load(FAILURES.read_text("utf-8")) or {}
    return {id: Failure(id, **row) for id, row in rows.items()}


def write_failures(failures: Iterable[Failure]) -> None:
    rows = {f.id: {k: v for k, v in asdict(f).items() if k != "id"} for f in failures}
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=160)
    FAILURES.write_text(HEADER + text, encoding="utf-8")
