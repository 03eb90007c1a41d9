"""A Word document built from headings, paragraphs, quotes and tables, with real styles throughout.

Whatever comes from a contract is made visible before it goes in, so that no control character
breaks the file; the same content gives the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.ooxml.steady import steady
from pipeline.reports.escaping import lines, one_line, shortened, visible

_INK = RGBColor(0x1F, 0x2A, 0x37)
_QUIET = RGBColor(0x5B, 0x66, 0x75)
_HEAD_FILL = "E8EDF3"
_NEVER = datetime(2000, 1, 1)  # no file of ours says when it was made: the same review, the same bytes


class Paper:
    """A document in the making; `table` and `quote` take text from contracts as it is."""

    def __init__(self, title: str, *, footer: str) -> None:
        self._document = Document()
        self._set_styles()
        self._document.core_properties.title = shortened(title, most=200)  # 255 is the most a file holds
        self._document.core_properties.author = "ClauseGap"
        self._document.core_properties.created = self._document.core_properties.modified = _NEVER
        self._document.add_heading(one_line(title), level=0)
        self._foot(footer)

    def heading(self, text: str, *, level: int = 1) -> None:
        """Add a heading of a level from 1."""
        self._document.add_heading(one_line(text), level=level)

    def paragraph(self, text: str, *, bold: str = "", style: str | None = None, quiet: bool = False) -> None:
        """Add a paragraph; `bold` words stand before it."""
        paragraph = self._document.add_paragraph(style=style)
        if bold:
            paragraph.add_run(f"{one_line(bold)} ").bold = True
        run = paragraph.add_run(lines(text))
        if quiet:
            run.font.color.rgb = _QUIET
            run.font.size = Pt(9)

    def bullets(self, texts: Sequence[str]) -> None:
        """Add a bulleted list."""
        for text in texts:
            self.paragraph(text, style="List Bullet")

    def quote(self, words: str, *, where: str) -> None:
        """Add words of the contract with their place."""
        paragraph = self._document.add_paragraph(style="Quote")
        paragraph.add_run(f"“{lines(words)}”")
        place = paragraph.add_run(f"\n{one_line(where)}")
        place.italic = False
        place.font.size = Pt(9)
        place.font.color.rgb = _QUIET

    def marked(self, runs: Sequence[tuple[str, str]]) -> None:
        """Add a paragraph of runs, each with "same", "deleted" (struck out) or "inserted" (underlined)."""
        paragraph = self._document.add_paragraph(style="Quote")
        for kind, text in runs:
            run = paragraph.add_run(visible(text).replace("\n", " "))
            run.italic = False
            run.font.strike = kind == "deleted"
            run.font.underline = kind == "inserted"
            if kind != "same":
                run.font.color.rgb = (
                    RGBColor(0xA6, 0x1B, 0x1B) if kind == "deleted" else RGBColor(0, 0x55, 0x9F)
                )

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[float]) -> None:
        """Add a table whose head row is repeated on every page; widths in centimetres."""
        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)  # Word goes by the cells, LibreOffice by the columns
        self._fill(table.rows[0], head, widths, bold=True)
        _repeat(table.rows[0])
        for row in rows:
            added = table.add_row()
            self._fill(added, row, widths)
            _keep_whole(added)
        self._document.add_paragraph()

    def to_bytes(self) -> bytes:
        """Return the file's content."""
        made = io.BytesIO()
        self._document.save(made)
        return steady(made.getvalue())

    def _fill(
        self, row: object, texts: Sequence[str], widths: Sequence[float], *, bold: bool = False
    ) -> None:
        for cell, text, width in zip(row.cells, texts, widths, strict=True):  # type: ignore[attr-defined]
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(lines(text))
            run.font.size = Pt(9)
            run.bold = bold
            if bold:
                _shade(cell)

    def _set_styles(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.0)
        styles = self._document.styles
        styles["Normal"].font.name = "Calibri"
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5), ("Heading 3", 10.5)):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        quote = styles["Quote"]
        quote.font.color.rgb = _INK
        quote.paragraph_format.left_indent = Cm(0.6)
        styles["Heading 2"].paragraph_format.keep_with_next = True

    def _foot(self, text: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        said = paragraph.add_run(f"{one_line(text)} – page ")
        number = paragraph.add_run()
        for run in (said, number):
            run.font.size = Pt(8)
            run.font.color.rgb = _QUIET
        for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = code
            number._r.append(element)


def _shade(cell: object) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_FILL)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # type: ignore[attr-defined]


def _repeat(row: object) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _keep_whole(row: object) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]
