from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli.entry import run

from . import fakes


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def clausegap(monkeypatch, capfd, tmp_path) -> Callable[..., Outcome]:
    """Run the command line in this process, judging faked, results kept in a folder of the test."""
    import pipeline.analyze

    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(pipeline.analyze, "load_tools", lambda **_: fakes.TOOLS)
    for name in ("analyze", "read_agreement", "assess_agreements"):
        monkeypatch.setattr(pipeline.analyze, name, getattr(fakes, name))

    def call(*arguments: object) -> Outcome:
        capfd.readouterr()
        code = run([str(a) for a in arguments])
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def acme(tmp_path) -> Path:
    """A supplier's folder with two papers and a picture."""
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "terms.md").write_text("# Terms\n\nThe provider notifies the customer within 72 hours.\n")
    (folder / "sla.txt").write_text("Uptime is 99.9 % a month.\n\nCredits are paid on request.\n")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder
