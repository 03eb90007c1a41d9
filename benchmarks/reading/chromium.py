"""Typesetting with Chromium: HTML with page styles, printed to PDF."""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from benchmarks.reading.layouts import Layout, Running
from benchmarks.reading.setting import Kind, Set, hyphenated

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
_BROWSER_STRIPS = "/* header and footer are the browser's own */"
_PLACES = (("left", "left"), ("center", "middle"), ("right", "right"))


def typeset(program: str, sources: Mapping[Path, str]) -> None:
    """Print each PDF from its HTML; raises CalledProcessError, TimeoutExpired."""
    for pdf, source in sources.items():
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / f"{pdf.stem}.html"
            page.write_text(source, encoding="utf-8")
            strips = () if _BROWSER_STRIPS in source else ("--no-pdf-header-footer",)
            own = f"--user-data-dir={folder}/profile"
            command = [program, *_QUIET, *strips, own, f"--print-to-pdf={pdf}", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)


def html(things: Sequence[Set], layout: Layout, *, title: str) -> str:
    """Return the whole document as one page of HTML."""
    body = [_element(thing, layout) for thing in things]
    head = body.pop(0) if layout.centred_title and things and things[0].kind is Kind.TITLE else ""
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
        f"<style>{_style(layout)}</style>{head}<main>{''.join(body)}</main></html>"
    )


def _style(layout: Layout) -> str:
    align = "justify" if layout.justified else "left"
    titled = "center" if layout.centred_title else "left"
    above = 0 if layout.gap else layout.size * 0.7
    strips = _BROWSER_STRIPS if layout.browser_strips else _strips(layout)
    return f"""
      @page {{ size: {layout.paper}; margin: {max(layout.margin, 50)}pt {layout.margin}pt; }} {strips}
      body {{ font: {layout.size}pt/{layout.leading} '{layout.font}'; margin: 0; }}
      main {{ column-count: {layout.columns}; column-gap: 22pt; text-align: {align}; }}
      p, h1, h2 {{ margin: 0 0 {layout.gap}pt; }} p {{ text-indent: {layout.indent}pt; }}
      h1 {{ font-size: {layout.heading_size * 1.4}pt; text-align: {titled}; }}
      h2 {{ margin-top: {above}pt; font-size: {layout.heading_size}pt; text-align: left; }}
      h2 {{ break-after: avoid; }}
      .hang {{ padding-left: {layout.size * 2.4}pt; text-indent: -{layout.size * 2.4}pt; }}
      .hang b {{ display: inline-block; width: {layout.size * 2.4}pt; text-indent: 0; font-weight: normal; }}
      table {{ border-collapse: collapse; width: 100%; margin-bottom: {layout.size}pt; text-align: left; }}
      td {{ border: 0.7pt solid #444; padding: 3pt; vertical-align: top; }}"""


def _strips(layout: Layout) -> str:
    rules = [("", layout.running), (":left", layout.even), (":first", layout.first)]
    return "".join(_page_rule(pseudo, running, layout) for pseudo, running in rules if running is not None)


def _page_rule(pseudo: str, running: Running, layout: Layout) -> str:
    boxes = []
    for edge, strip in (("top", running.header), ("bottom", running.footer)):
        for css, field in _PLACES:
            text = getattr(strip, field)
            rule = f"border-{'bottom' if edge == 'top' else 'top'}: 0.5pt solid;" if layout.ruled else ""
            look = f"font: {max(layout.size - 1.5, 6.5)}pt '{layout.font}'; white-space: pre; {rule}"
            boxes.append(f"@{edge}-{css} {{ content: {_content(text)}; {look if text else ''} }}")
    return f"@page {pseudo} {{ {' '.join(boxes)} }}"


def _content(text: str) -> str:
    if not text:
        return "none"
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return quoted.replace("{n}", '" counter(page) "').replace("{m}", '" counter(pages) "')


def _element(thing: Set, layout: Layout) -> str:
    if thing.kind is Kind.TABLE:
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in thing.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    text = escape(hyphenated(thing.text) if layout.hyphenated else thing.text)
    if thing.kind is Kind.TITLE:
        return f"<h1>{escape(thing.text)}</h1>"
    if thing.kind is Kind.HEADING:
        return f"<h2>{escape(thing.text)}</h2>"
    if thing.kind is Kind.ITEM and layout.hanging:
        return f"<p class=hang><b>{escape(thing.label)}</b>{text}</p>"
    return f"<p>{escape(thing.label)} {text}</p>"
