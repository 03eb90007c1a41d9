"""PDFs whose text is known: pairs of a PDF and its Markdown, and agreements typeset by two programs."""

import hashlib
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from markdown_it import MarkdownIt

from benchmarks.reading import chromium, libreoffice
from benchmarks.reading.agreements import Agreement
from benchmarks.reading.layouts import Layout, draw
from benchmarks.reading.setting import Set, Truth, compose, truths

PAIRS = "pairs"
GROUPS = (PAIRS, "LibreOffice 1", "LibreOffice 2", "Chromium 1", "Chromium 2")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SHORTCODE = re.compile(r":[a-z_]+:")
_COUNT = re.compile(r"\s*\b\d+\s*/\s*\d+$")  # the page of all pages, at the end of a footer
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Gold:
    """A PDF, its source paragraphs in order, and what runs over its pages, page by page as it is printed."""

    name: str
    group: str
    pdf: Path
    truths: tuple[Truth, ...]
    furniture: tuple[str, ...]
    pages: int


def installed(programs: Sequence[str]) -> str | None:
    """Return the path of the first of the programs that is there."""
    return next(filter(None, map(shutil.which, programs)), None)


def pairs(corpus: Path) -> Iterator[Gold]:
    """Yield each PDF of CORPUS/files that lies beside the Markdown it was made from."""
    for pdf in sorted((corpus / "files").glob("*.pdf")):
        markdown = pdf.with_suffix(".md")
        if markdown.exists():
            source = tuple(markdown_truths(markdown.read_text(encoding="utf-8")))
            yield _gold(pdf.stem, PAIRS, pdf, source, templates=None)


def typeset(agreements: Sequence[Agreement], *, seed: int, work: Path) -> Iterator[Gold]:
    """Yield every agreement set by each installed program in one and in two columns; kept in `work`."""
    plans = [plan for a in agreements for plan in _plans(a, seed=seed, work=work)]
    for program, module in (("LibreOffice", libreoffice), ("Chromium", chromium)):
        path = installed(module.PROGRAMS)
        if path is not None:
            wanted = (plan for plan in plans if plan.program == program and not plan.pdf.exists())
            module.typeset(path, {plan.pdf: plan.source for plan in wanted})
    for plan in plans:
        if plan.pdf.exists():
            group = f"{plan.program} {plan.layout.columns}"
            templates = plan.layout.furniture if plan.strips_known else None
            yield _gold(plan.name, group, plan.pdf, tuple(truths(plan.things)), templates=templates)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be typeset, and the PDF it becomes, named by the digest of its source."""

    name: str
    program: str
    layout: Layout
    things: list[Set]
    source: str
    pdf: Path

    @property
    def strips_known(self) -> bool:
        return self.program == "LibreOffice" or not self.layout.browser_strips


def _plans(agreement: Agreement, *, seed: int, work: Path) -> Iterator[_Plan]:
    for program in ("LibreOffice", "Chromium"):
        for columns in (1, 2):
            rng = random.Random(f"{seed}:{agreement.name}:{program}:{columns}")
            layout = draw(rng, title=agreement.title, columns=columns)
            things = compose(agreement, layout, rng, notes=program == "LibreOffice")
            if program == "LibreOffice":
                source = libreoffice.flat_text(things, layout)
            else:
                source = chromium.html(things, layout, title=agreement.title)
            digest = hashlib.sha256(source.encode()).hexdigest()[:8]
            pdf = work / f"{agreement.name}-{program.lower()}-{columns}-{digest}.pdf"
            yield _Plan(agreement.name, program, layout, things, source, pdf)


def markdown_truths(markdown: str) -> Iterator[Truth]:
    """Yield the paragraphs of a Markdown file: a table by rows, a list item with its number or without."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", markdown))
    row: list[str] | None = None
    number = ""
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield from _truth(" ".join(row), row=True)
            row = None
        elif token.type == "list_item_open":
            number = token.info
        elif token.type == "inline":
            text = _SHORTCODE.sub("", "".join(_shown(child) for child in token.children or ()))
            if row is not None:
                row.append(text)
            else:
                yield from _truth(text, number=number)
                number = ""


def _shown(token: object) -> str:
    kind, content = getattr(token, "type", ""), getattr(token, "content", "")
    return " " if kind in ("softbreak", "hardbreak") else content if kind in ("text", "code_inline") else ""


def _truth(text: str, *, number: str = "", row: bool = False) -> Iterator[Truth]:
    if any(c.isalnum() for c in text):
        yield Truth((text, f"{number} {text}") if number else (text,), row)


def _gold(
    name: str, group: str, pdf: Path, source: tuple[Truth, ...], *, templates: Sequence[str] | None
) -> Gold:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
        if templates is None:
            furniture = _repeated(document, " ".join(t.forms[0] for t in source))
        else:
            numbered = [(n, t) for t in templates for n in range(1, pages + 1)]
            furniture = [t.replace("{n}", str(n)).replace("{m}", str(pages)) for n, t in numbered]
    return Gold(name, group, pdf, source, tuple(dict.fromkeys(furniture)), pages)


def _repeated(document: pypdfium2.PdfDocument, source: str) -> list[str]:
    """Return lines that come back on half of the pages, their numbers left open, and aren't in the source."""
    seen = [_lines(page) for page in document]
    keys = Counter(key for lines in seen for key in {_NUMBER.sub("#", line) for line in lines})
    enough = max(2, len(seen) / 2)
    running = [line for lines in seen for line in lines if keys[_NUMBER.sub("#", line)] >= enough]
    parts = (part for line in running for part in (line, _COUNT.sub("", line)))
    return [part for part in parts if part not in source and len(part) > 3]


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage()
    lines = text.get_text_bounded().splitlines()
    text.close()
    page.close()
    return [" ".join(line.split()) for line in lines if line.strip()]
