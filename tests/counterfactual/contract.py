"""A small agreement set as sections and paragraphs, so that clauses can be taken out, moved and added."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

PAPERS = Path(__file__).parent / "papers"
ORDER = (
    "master-cloud-agreement",
    "data-processing-agreement",
    "security-annex",
    "exit-and-data-schedule",
    "service-level-agreement",
)
FILLER = "a-page-of-filler.md"
SLOT = re.compile(r"\{([a-z-]+)\}")


@dataclass(frozen=True)
class Paragraph:
    """Words of a clause; `id` names it where something points to it, `cells` make it a table of one row."""

    text: str
    id: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs; those of an annex are lines without numbers."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Paper:
    """One document of the set: its file's stem, title, opening words and sections."""

    name: str
    title: str
    opening: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Contract:
    """The papers of one supplier, in order."""

    papers: tuple[Paper, ...]

    def home_of(self, id: str) -> str:
        """Return the name of the paper in which a paragraph stands."""
        return next(p.name for p in self.papers for _, q in _paragraphs(p) if q.id == id)

    def without(self, *ids: str) -> "Contract":
        """Take paragraphs out, and the sections that they leave empty."""
        return self._mapped(lambda q: None if q.id in ids else q)

    def saying(self, id: str, text: str, cells: tuple[str, ...] = ()) -> "Contract":
        """Put other words in the place of a paragraph."""
        return self._mapped(lambda q: Paragraph(text, id, cells) if q.id == id else q)

    def moved(self, id: str, to: str) -> "Contract":
        """Move a paragraph to a section of its own, before the last one of another paper."""
        found = next((s.heading, q) for p in self.papers for s, q in _paragraphs(p) if q.id == id)
        return self.without(id)._with_section(to, Section(found[0], (found[1],)), before_last=True)

    def adding(self, paragraph: Paragraph, to: str, *, first: bool = False) -> "Contract":
        """Add a paragraph to the first or the last numbered section of a paper."""
        paper = self._paper(to)
        numbered = [n for n, s in enumerate(paper.sections) if s.numbered]
        at = numbered[0] if first else numbered[-1]
        section = paper.sections[at]
        grown = replace(section, paragraphs=(*section.paragraphs, paragraph))
        return self._with(replace(paper, sections=(*paper.sections[:at], grown, *paper.sections[at + 1 :])))

    def with_annex(self, to: str, heading: str, lines: tuple[str, ...]) -> "Contract":
        """Add an annex at the end of a paper."""
        annex = Section(heading, tuple(map(Paragraph, lines)), numbered=False)
        return self._with_section(to, annex, before_last=False)

    def lengthened(self, name: str, *, pages: int) -> "Contract":
        """Put pages of other matter before the last section of a paper."""
        page = (PAPERS / FILLER).read_text("utf-8").strip().split("\n\n")
        found = self
        for n in range(1, pages + 1):
            said = tuple(Paragraph(text.replace("{number}", str(n))) for text in page)
            found = found._with_section(name, Section(f"Building {n}", said), before_last=True)
        return found

    def with_paper(self, paper: Paper) -> "Contract":
        """Add a paper to the set."""
        return Contract((*self.papers, paper))

    def written(self) -> tuple[tuple[str, str], ...]:
        """Return file names with their Markdown; "{far}" in the text becomes the number of that paragraph."""
        numbers = {q.id: (p, n) for p in self.papers for n, q in _numbered(p) if q.id}
        return tuple((f"{p.name}.md", _markdown(p, numbers)) for p in self.papers)

    def _paper(self, name: str) -> Paper:
        return next(p for p in self.papers if p.name == name)

    def _with(self, paper: Paper) -> "Contract":
        return Contract(tuple(paper if p.name == paper.name else p for p in self.papers))

    def _with_section(self, to: str, section: Section, *, before_last: bool) -> "Contract":
        paper = self._paper(to)
        at = len(paper.sections) - 1 if before_last else len(paper.sections)
        return self._with(replace(paper, sections=(*paper.sections[:at], section, *paper.sections[at:])))

    def _mapped(self, change: Callable[[Paragraph], Paragraph | None]) -> "Contract":
        def changed(section: Section) -> Section:
            made = (change(q) for q in section.paragraphs)
            return replace(section, paragraphs=tuple(q for q in made if q))

        papers = (replace(p, sections=tuple(map(changed, p.sections))) for p in self.papers)
        return Contract(
            tuple(replace(p, sections=tuple(s for s in p.sections if s.paragraphs)) for p in papers)
        )


@cache
def base(clauses: "tuple[tuple[str, str], ...]") -> Contract:
    """Return the base set with each requirement's clause in its place."""
    texts = dict(clauses)
    return Contract(tuple(_read(name, texts) for name in ORDER))


def _read(name: str, texts: Mapping[str, str]) -> Paper:
    head, *parts = (PAPERS / f"{name}.md").read_text("utf-8").split("\n## ")
    title, opening = head.removeprefix("# ").split("\n\n", maxsplit=1)
    return Paper(name, title.strip(), opening.strip(), tuple(_section(part, texts) for part in parts))


def _section(part: str, texts: Mapping[str, str]) -> Section:
    heading, *paragraphs = (p.strip() for p in part.split("\n\n"))
    made = []
    for text in paragraphs:
        slot = SLOT.fullmatch(text)
        made.append(Paragraph(texts[slot[1]], slot[1]) if slot else Paragraph(text))
    return Section(heading, tuple(made))


def _paragraphs(paper: Paper) -> Iterator[tuple[Section, Paragraph]]:
    return ((s, q) for s in paper.sections for q in s.paragraphs)


def _numbered(paper: Paper) -> Iterator[tuple[str, Paragraph]]:
    numbered = [s for s in paper.sections if s.numbered]
    for n, section in enumerate(numbered, start=1):
        for m, paragraph in enumerate(section.paragraphs, start=1):
            yield f"{n}.{m}", paragraph


def _markdown(paper: Paper, numbers: Mapping[str, tuple[Paper, str]]) -> str:
    def pointer(match: re.Match[str]) -> str:
        home, number = numbers[match[1]]
        return f"clause {number}" + ("" if home.name == paper.name else f" of the {home.title}")

    parts = [f"# {paper.title}", paper.opening]
    n = 0
    for section in paper.sections:
        n += section.numbered
        parts.append(f"## {n}. {section.heading}" if section.numbered else f"## {section.heading}")
        for m, paragraph in enumerate(section.paragraphs, start=1):
            text = SLOT.sub(pointer, paragraph.text)
            parts.append(f"{n}.{m} {text}" if section.numbered else text)
            if paragraph.cells:
                cells = " | ".join(SLOT.sub(pointer, c) for c in paragraph.cells)
                parts.append(f"| Matter | Commitment |\n|---|---|\n| {cells} |")
    return "\n\n".join(parts) + "\n"
