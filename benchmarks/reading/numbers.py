"""Automatic list numbers of Word files, beside those that LibreOffice prints into its text export.

No made file asks for legal numbering (`w:isLgl`): LibreOffice leaves it out.
"""

import random
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from benchmarks.reading import libreoffice
from benchmarks.reading.gold import installed
from pipeline.readers.drafts import tidy
from pipeline.readers.read import read

_MADE = 20
_BEGINNING = 40  # characters of a line that are compared: a paragraph's line breaks are lines there
_LEVELS = 4
_FORMS = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
_TOP = ("%1.", "Article %1", "%1)", "Section %1.")
_SUB = (("%1.%2", "%1.%2.", "(%2)", "%2)"), ("%1.%2.%3", "(%3)", "%3."), ("(%4)", "%4)", "%1.%2.%3.%4"))


def print_numbers(corpus: Path | None, *, seed: int) -> None:
    """Print how many numbered paragraphs read as LibreOffice prints them, file by file where some don't."""
    program = installed(libreoffice.PROGRAMS)
    if program is None:
        print("\nSkipped: list numbers; to install LibreOffice: apt-get install libreoffice-writer")
        return
    with tempfile.TemporaryDirectory() as folder:
        files = [
            *((corpus / "files").glob("*.docx") if corpus is not None else ()),
            *_made(Path(folder), seed),
        ]
        exported = _exported(program, files, folder=Path(folder))
        print(f"\nList numbers of {len(files)} Word files")
        total, equal = 0, 0
        for path, lines in zip(files, exported, strict=True):
            numbers, wrong = _compared(path, lines)
            total, equal = total + numbers, equal + numbers - len(wrong)
            if wrong:
                print(f"  {path.name}: {len(wrong)} of {numbers} differ, as {wrong[0][:60]!r}")
        print(f"  {equal:,} of {total:,} as LibreOffice has them")


def _compared(path: Path, lines: Counter[str]) -> tuple[int, list[str]]:
    """Return the number of numbered blocks, and those that begin no line of the export, full stops apart."""
    document = read(path, document_id="d1")
    numbered = [(b.number, " ".join(document.quote(b.span).split())) for b in document.blocks if b.number]
    wrong = []
    for number, text in numbered:
        forms = (f"{number} {text}"[:_BEGINNING], f"{number}. {text}"[:_BEGINNING])
        there = next((form for form in forms if lines[form]), None)
        if there is None:
            wrong.append(f"{number} {text}")
        else:
            lines[there] -= 1
    return len(numbered), wrong


def _exported(program: str, files: Sequence[Path], *, folder: Path) -> list[Counter[str]]:
    own = f"-env:UserInstallation={folder.as_uri()}/profile"
    kind = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    command = [program, own, "--headless", *kind, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 20 * len(files))
    texts = ((folder / f"{path.stem}.txt").read_text(encoding="utf-8-sig") for path in files)
    return [Counter(tidy(line).strip()[:_BEGINNING] for line in text.splitlines()) for text in texts]


def _made(folder: Path, seed: int) -> Iterator[Path]:
    for n in range(_MADE):
        rng = random.Random(f"{seed}:{n}")
        document = docx.Document()
        numbering = document.part.numbering_part.element
        numbering.clear()
        for xml in _numbering(rng):
            numbering.append(xml)
        level = 0
        for clause in range(rng.randint(20, 60)):
            level = max(0, min(_LEVELS - 1, level + rng.choice((-2, -1, 0, 0, 1))))
            paragraph = document.add_paragraph(f"Clause text number {clause} of the made agreement.")
            if rng.random() < 0.85:
                paragraph._p.get_or_add_pPr().append(_listed(level, 1 + (rng.random() < 0.2) + clause // 25))
        path = folder / f"made-numbers-{n:02}.docx"
        document.save(str(path))
        yield path


def _numbering(rng: random.Random) -> Iterator[BaseOxmlElement]:
    """Yield list definitions, then lists on them, some of which begin anew or elsewhere."""
    for definition in range(2):
        levels = "".join(_level(n, rng) for n in range(_LEVELS))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        yield parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{definition}">{kind}{levels}</w:abstractNum>'
        )
    for number in range(1, 6):
        level, start = rng.randrange(_LEVELS), rng.randint(1, 7)
        over = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        yield parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number % 2}"/>'
            f"{over if rng.random() < 0.6 else ''}</w:num>"
        )


def _level(n: int, rng: random.Random) -> str:
    text = rng.choice(_SUB[n - 1] if n else _TOP)
    start = rng.choice((1, 1, 1, 3))
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{rng.choice(_FORMS)}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _listed(level: int, number: int) -> BaseOxmlElement:
    return parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
