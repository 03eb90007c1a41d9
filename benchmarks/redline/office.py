"""LibreOffice as a second judge of redlines, with what it is known to settle wrongly held apart.

LibreOffice 7 errs on files that nobody but a stranger has marked, so an error of its own is told from
one of ours by taking away what it stumbles over, on both sides alike and never a mark of ours:

- a content control around paragraphs: the changes in its first paragraph, whoever made them, stay;
- a section that ends in a paragraph without words: read from a file, its paragraph goes;
- a paragraph struck out by two authors gives the next one its number, an inserted end or table row that
  another author strikes out leaves an empty line behind: there only the words are compared.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from ooxml.office import ACCEPTED, AS_IS, REJECTED
from ooxml.office import texts as office_texts
from redline.blocks import name_of, parts
from redline.checks import without_comments
from redline.desk import AUTHOR

from pipeline.redline.tracked.archive import packed
from pipeline.redline.tracked.settle import accept_all, reject_all

_BATCH = 20  # files in one start of LibreOffice
_SECONDS = 300
_MAIN = "word/document.xml"
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|\([a-z]+\)|[•◦▪■])\s+", re.MULTILINE)


@dataclass(frozen=True)
class Redlined:
    name: str
    original: bytes
    redline: bytes


def agreeing(done: Sequence[Redlined]) -> dict[str, list[str]]:
    """Return the files by how far LibreOffice agrees on rejecting and on accepting; each stands once."""
    found: dict[str, list[str]] = {}
    left = list(done)
    for label, prepare, shown in (
        ("as they are", bytes, str),
        ("without controls around paragraphs and section ends", _plainer, str),
        ("so, in words, without numbers and empty lines", _plainer, _words),
    ):
        differing = _differing(left, prepare=prepare, shown=shown)
        found[label] = [r.name for r in left if r.name not in differing]
        left = [r for r in left if r.name in differing]
    errs = _differing_on_originals(left)
    found["not judged, as LibreOffice settles the original itself otherwise"] = [
        r.name for r in left if r.name in errs
    ]
    found["LibreOffice differs"] = [r.name for r in left if r.name not in errs]
    return found


def opened(done: Sequence[Redlined]) -> list[str]:
    """Return the names of the redlines, comments and all, that LibreOffice opens and prints as PDF."""
    names = []
    for group in _groups(done):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            for n, redlined in enumerate(group):
                (home / f"{n}.docx").write_bytes(redlined.redline)
            profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
            command = ["soffice", "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir"]
            files = [str(home / f"{n}.docx") for n in range(len(group))]
            subprocess.run([*command, folder, *files], capture_output=True, timeout=_SECONDS, check=False)
            names += [r.name for n, r in enumerate(group) if _is_pdf(home / f"{n}.pdf")]
    return names


def _groups(done: Sequence[Redlined]) -> Iterator[Sequence[Redlined]]:
    for n in range(0, len(done), _BATCH):
        yield done[n : n + _BATCH]


def _is_pdf(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(b"%PDF")


def _differing(
    done: Sequence[Redlined], *, prepare: Callable[[bytes], bytes], shown: Callable[[str], str]
) -> set[str]:
    """Return which files LibreOffice settles otherwise with our marks than without."""
    found: set[str] = set()
    for group in _groups(done):
        redlines = [prepare(r.redline) for r in group]
        originals = [prepare(r.original) for r in group]
        settled = [prepare(accept_all(r.redline, authors={AUTHOR})) for r in group]
        for mode, expected in ((REJECTED, originals), (ACCEPTED, settled)):
            ours, theirs = _texts(redlines, mode), _texts(expected, mode)
            rows = zip(group, ours, theirs, strict=True)
            found |= {r.name for r, a, b in rows if shown(a) != shown(b)}
    return found


def _differing_on_originals(done: Sequence[Redlined]) -> set[str]:
    """Return which originals LibreOffice settles otherwise than our own code, no mark of ours being there."""
    found: set[str] = set()
    for group in _groups(done):
        originals = [r.original for r in group]
        for mode, settle in ((REJECTED, reject_all), (ACCEPTED, accept_all)):
            rows = zip(
                group, _texts(originals, mode), _texts([settle(o) for o in originals], AS_IS), strict=True
            )
            found |= {r.name for r, a, b in rows if _words(a) != _words(b)}
    return found


def _texts(files: Sequence[bytes], mode: str) -> list[str]:
    """Return the text of each file without its comments, which the macro has no window to show in."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [without_comments(Path(folder) / f"{n}.docx", data) for n, data in enumerate(files)]
        return office_texts(paths, mode=mode)


def _words(text: str) -> str:
    return " ".join(_NUMBER.sub("", text).split())


def _plainer(data: bytes) -> bytes:
    """Return a Word file without the controls around paragraphs, and in one section."""
    root = etree.fromstring(parts(data)[_MAIN])
    for control in [c for c in root.iter("{*}sdt") if not _is_in_paragraph(c)]:
        for content in [e for e in control if name_of(e) == "sdtContent"]:
            for block in list(content):
                control.addprevious(block)
        control.getparent().remove(control)
    for section in list(root.iter("{*}sectPr")):
        if name_of(section.getparent()) == "pPr":
            section.getparent().remove(section)
    return packed(data, {_MAIN: etree.tostring(root, encoding="UTF-8", standalone=True)})


def _is_in_paragraph(control: etree._Element) -> bool:
    return name_of(next(control.iterancestors("{*}p", "{*}tc", "{*}body"))) == "p"
