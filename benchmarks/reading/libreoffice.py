"""Typesetting with LibreOffice: a flat OpenDocument text, converted to PDF."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from benchmarks.reading.layouts import PAPERS, Layout, Strip
from benchmarks.reading.setting import Kind, Set, hyphenated

PROGRAMS = ("soffice", "libreoffice")
_SPACES = ("office", "style", "text", "table", "fo:xsl-fo-compatible", "svg:svg-compatible")
_RULE = "0.5pt solid #000000"
_LINE_NUMBERS = (
    '<text:linenumbering-configuration text:number-lines="true" text:increment="1" style:num-format="1"'
    ' text:restart-on-page="true" text:offset="0.4cm" text:number-position="left"/>'
)
_NOTES = (
    '<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0"'
    ' text:start-numbering-at="document" text:footnotes-position="page"'
    ' text:citation-body-style-name="Raised"/>'
    '<style:style style:name="Raised" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)
_CELLS = 4  # of a row
_BOX = (
    '<style:style style:name="Box" style:family="table-cell">'
    f'<style:table-cell-properties fo:border="{_RULE}" fo:padding="3pt"/></style:style>'
)


def typeset(program: str, sources: Mapping[Path, str]) -> None:
    """Make each PDF of its flat text, all in one run of the program; raises CalledProcessError."""
    if not sources:
        return
    with tempfile.TemporaryDirectory() as folder:
        texts = [Path(folder) / f"{pdf.stem}.fodt" for pdf in sources]
        for path, source in zip(texts, sources.values(), strict=True):
            path.write_text(source, encoding="utf-8")
        own = f"-env:UserInstallation={Path(folder).as_uri()}/profile"
        command = [program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, texts)]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + 30 * len(sources))
        for pdf in sources:
            shutil.move(Path(folder) / pdf.name, pdf)


def flat_text(things: Sequence[Set], layout: Layout) -> str:
    """Return the whole document as flat OpenDocument XML."""
    body = [_element(thing, layout) for thing in things]
    if _in_section(layout):
        columns = f'<text:section text:style-name="Columns" text:name="s">{"".join(body[1:])}</text:section>'
        body = [body[0], columns]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_namespaces()} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles(layout)}</office:styles>"
        f"<office:automatic-styles>{_automatic(layout)}</office:automatic-styles>"
        f"<office:master-styles>{_master(layout)}</office:master-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )


def _in_section(layout: Layout) -> bool:
    """Tell whether the title stands over the columns, or in the first of them."""
    return layout.columns > 1 and layout.centred_title


def _namespaces() -> str:
    pairs = (space.partition(":")[::2] for space in _SPACES)
    stem = "urn:oasis:names:tc:opendocument:xmlns"
    return " ".join(f'xmlns:{prefix}="{stem}:{name or prefix}:1.0"' for prefix, name in pairs)


def _styles(layout: Layout) -> str:
    size, small = layout.size, max(layout.size - 1.5, 6.5)
    line = f'fo:line-height="{layout.leading:.0%}" fo:margin-bottom="{layout.gap}pt"'
    prose = (
        f'{line} fo:text-align="{"justify" if layout.justified else "start"}" fo:orphans="2" fo:widows="2"'
    )
    hang = f'fo:margin-left="{size * 2.4}pt" fo:text-indent="-{size * 2.4}pt"'
    above = f'fo:margin-top="{0 if layout.gap else size * 0.7}pt" fo:keep-with-next="always"'
    centred = f'fo:text-align="{"center" if layout.centred_title else "start"}"'
    unnumbered = 'text:number-lines="false"'
    title, heading = layout.heading_size * 1.4, layout.heading_size
    styles = (
        _style("Body", f'{prose} fo:text-indent="{layout.indent}pt"', layout=layout, size=size),
        _style("Item", f"{prose} {hang}", layout=layout, size=size, tabs=_tab(0)),
        _style("Heading", f"{line} {above}", layout=layout, size=heading, bold=True),
        _style("Title", f"{line} {centred}", layout=layout, size=title, bold=True),
        _style("Cell", "", layout=layout, size=size),
        _style("Strip", unnumbered, layout=layout, size=small, tabs=_strip_tabs(layout)),
        _style("Footnote", f"{unnumbered} {_HANGING}", layout=layout, size=small),
    )
    return "".join(styles) + _NOTES + (_LINE_NUMBERS if layout.line_numbers else "")


_HANGING = 'fo:margin-left="12pt" fo:text-indent="-12pt"'


def _style(
    name: str, paragraph: str, *, layout: Layout, size: float, tabs: str = "", bold: bool = False
) -> str:
    weight = 'fo:font-weight="bold"' if bold else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>'
        f"<style:tab-stops>{tabs}</style:tab-stops></style:paragraph-properties>"
        f'<style:text-properties fo:font-family="{layout.font}" fo:font-size="{size}pt" {weight}'
        ' fo:language="en" fo:country="US"/></style:style>'
    )


def _tab(position: float, kind: str = "left") -> str:
    return f'<style:tab-stop style:position="{position}pt" style:type="{kind}"/>'


def _strip_tabs(layout: Layout) -> str:
    width = PAPERS[layout.paper][0] - 2 * layout.margin
    return _tab(width / 2, "center") + _tab(width, "right")


def _automatic(layout: Layout) -> str:
    width, height = PAPERS[layout.paper]
    column = (width - 2 * layout.margin) / layout.columns
    on_page = 1 if _in_section(layout) else layout.columns
    return (
        '<style:page-layout style:name="Page"><style:page-layout-properties'
        f' fo:page-width="{width}pt" fo:page-height="{height}pt"'
        f' fo:margin="{layout.margin * 0.6}pt {layout.margin}pt">{_columns(on_page)}'
        "</style:page-layout-properties>"
        f"{_edge('header', 'bottom', layout)}{_edge('footer', 'top', layout)}</style:page-layout>"
        '<style:style style:name="Columns" style:family="section"><style:section-properties>'
        f"{_columns(layout.columns)}</style:section-properties></style:style>"
        f'<style:style style:name="Table" style:family="table"><style:table-properties table:align="left"'
        f' style:width="{column - 12}pt" fo:margin-bottom="{layout.size}pt"/></style:style>{_BOX}'
        '<style:style style:name="Cells" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{(column - 12) / _CELLS}pt"/></style:style>'
    )


def _columns(count: int) -> str:
    return f'<style:columns fo:column-count="{count}" fo:column-gap="22pt"/>'


def _edge(edge: str, inner: str, layout: Layout) -> str:
    rule = f'fo:border-{inner}="{_RULE}"' if layout.ruled else ""
    return (
        f'<style:{edge}-style><style:header-footer-properties fo:min-height="26pt" fo:margin-{inner}="12pt"'
        f" {rule}/></style:{edge}-style>"
    )


def _master(layout: Layout) -> str:
    runnings = (("", layout.running), ("-left", layout.even), ("-first", layout.first))
    parts = "".join(
        f"<style:{edge}{which}>{_strip(getattr(running, edge))}</style:{edge}{which}>"
        for edge in ("header", "footer")
        for which, running in runnings
        if running is not None
    )
    return (
        f'<style:master-page style:name="Standard" style:page-layout-name="Page">{parts}</style:master-page>'
    )


def _strip(strip: Strip) -> str:
    text = "<text:tab/>".join(escape(part) for part in (strip.left, strip.middle, strip.right))
    text = text.replace("{n}", '<text:page-number text:select-page="current"/>')
    return f'<text:p text:style-name="Strip">{text.replace("{m}", "<text:page-count/>")}</text:p>'


def _element(thing: Set, layout: Layout) -> str:
    if thing.kind is Kind.TABLE:
        return _table(thing.rows)
    if thing.kind in (Kind.TITLE, Kind.HEADING):
        return f'<text:p text:style-name="{thing.kind.value.title()}">{escape(thing.text)}</text:p>'
    hanging = thing.kind is Kind.ITEM and layout.hanging
    label = f"{escape(thing.label)}{'<text:tab/>' if hanging else ' '}" if thing.label else ""
    style = "Item" if hanging else "Body"
    return f'<text:p text:style-name="{style}">{label}{_text(thing, layout)}</text:p>'


def _text(thing: Set, layout: Layout) -> str:
    broken = hyphenated if layout.hyphenated else str
    if thing.note is None:
        return escape(broken(thing.text))
    note, before, after = thing.note, thing.text[: thing.note.at], thing.text[thing.note.at :]
    return (
        f'{escape(broken(before))}<text:note text:id="n{note.mark}" text:note-class="footnote">'
        f"<text:note-citation>{note.mark}</text:note-citation><text:note-body>"
        f'<text:p text:style-name="Footnote">{escape(note.text)}</text:p></text:note-body></text:note>'
        f"{escape(broken(after))}"
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    body = "".join(
        f"<table:table-row>{''.join(_cell(text) for text in row)}</table:table-row>" for row in rows
    )
    columns = f'<table:table-column table:style-name="Cells" table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="T" table:style-name="Table">{columns}{body}</table:table>'


def _cell(text: str) -> str:
    words = f'<text:p text:style-name="Cell">{escape(text)}</text:p>'
    return (
        '<table:table-cell table:style-name="Box" office:value-type="string">' + words + "</table:table-cell>"
    )
