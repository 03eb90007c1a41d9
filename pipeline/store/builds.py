"""Digests of the program's own files, by what they decide.

A version number alone would give back what an edited checkout made before the edit, and would have a
new version read everything again whose reading is that of the old one. Contents are digested, so that
all machines of a cluster agree.
"""

import functools
import hashlib
import json
from importlib.metadata import PackageNotFoundError, version

from pipeline.domain.portfolio import Build
from pipeline.resources import PACKAGE

READING = ("domain", "errors.py", "resources.py", "lookalikes.py", "language.py", "ooxml", "readers")
CLASSIFICATION = (
    *READING,
    "library",
    "structure",
    "classification",
    "extraction",
    "analyze.py",
    "threads.py",
)
EVERYTHING = ("",)
SUFFIXES = (".py", ".html", ".css", ".js", ".j2")
# Of others' programs those that decide what text is read, and what is seen in it.
READ_BY = (
    "pypdfium2",
    "pdfplumber",
    "pypdf",
    "lxml",
    "olefile",
    "python-docx",
    "python-oxmsg",
    "markdown-it-py",
)
CLASSIFIED_BY = (*READ_BY, "spacy", "numpy", "onnxruntime")


@functools.cache
def build() -> Build:
    """Return the digests (SHA-256, hex) of this program; computed once a process."""
    return Build(
        reading=_digest(READING, READ_BY),
        classification=_digest(CLASSIFICATION, CLASSIFIED_BY),
        program=_digest(EVERYTHING, CLASSIFIED_BY),
    )


def _digest(rooms: tuple[str, ...], packages: tuple[str, ...]) -> str:
    found = [_files()[name] for name in sorted(_files()) if any(_is_within(name, room) for room in rooms)]
    return hashlib.sha256(json.dumps([found, [_version(p) for p in packages]]).encode()).hexdigest()


def _is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}/" if room else "")


@functools.cache
def _files() -> dict[str, tuple[str, str]]:
    paths = sorted(p for p in PACKAGE.rglob("*") if p.suffix in SUFFIXES)
    named = {p.relative_to(PACKAGE).as_posix(): p for p in paths}
    return {name: (name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in named.items()}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
