"""Markdown: what a reader of the rendered page sees, each line of the file a piece."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement, HTMLParser, defs, document_fromstring
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.document import BlockKind, Document, Source
from pipeline.domain.places import LineAt, Place
from pipeline.errors import UnsupportedFile
from pipeline.readers.decoding import decode
from pipeline.readers.drafts import Draft, tidy, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.rows import row_draft
from pipeline.readers.web import text_of
from pipeline.readers.web_hidden import Hidden
from pipeline.readers.web_measure import Measures
from pipeline.readers.web_style import Styles
from pipeline.readers.web_walk import PageWalk

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[A-Za-z_][\w-]*:.*\n|[ \t]+.*\n|- .*\n)+---[ \t]*(?:\n|$)")
_TITLE = re.compile(r"^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?([A-Za-z][A-Za-z0-9-]*)[^>]*>", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a block stands in: the first line of the text in its file, and the item it opens or is part of."""

    skipped: int
    apart: list[SetAside]  # filled on the way
    depth: int = -1  # of lists, from 0
    item: bool = False
    number: str | None = None


@dataclass(frozen=True, slots=True)
class _Lines:
    """The places of a web page's elements that stand in Markdown: lines of the file."""

    first: int

    def of(self, element: HtmlElement) -> LineAt:
        """Return the line that an element begins on."""
        return LineAt(self.first + max(0, (element.sourceline or 1) - 1))


def read_markdown(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read Markdown; numbers of ordered lists become `Block.number`, marks go."""
    text = decode(data)
    if text is None:
        raise UnsupportedFile(f"{source.name} is not text: check that it is the right file.")
    apart: list[SetAside] = []
    drafts = list(_drafts(text.replace("\r\n", "\n").replace("\r", "\n"), apart))
    return to_document(
        drafts, source=source, document_id=document_id, limits=manner.limits, set_aside=tuple(apart)
    )


def _drafts(text: str, apart: list[SetAside]) -> Iterator[Draft]:
    front = _FRONT_MATTER.match(text)
    skipped = 0
    if front:
        yield from _title(front.group())
        apart += _front_matter(front.group())
        skipped = front.group().count("\n")
        text = text[front.end() :]
    # Contracts indent by four blanks to set clauses in, not to show programs.
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    yield from _children(SyntaxTreeNode(parser.parse(text)), _Setting(skipped, apart))


def _title(front: str) -> Iterator[Draft]:
    """Yield the title, which a page built from the file shows above its text."""
    found = _TITLE.search(front)
    if found and found[1]:
        line = front[: found.start()].count("\n") + 1
        yield Draft(BlockKind.HEADING, ((found[1], LineAt(line)),), level=0)


def _children(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    """Yield the blocks in a node; the first in a list item carries its number, the others none."""
    for child in node.children:
        first = True
        for draft in _node(child, setting):
            yield draft
            first = False
        if not first:
            setting = _Setting(setting.skipped, setting.apart, setting.depth)


def _node(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    match node.type:
        case "heading":
            yield Draft(
                BlockKind.HEADING, _parts(node, setting), level=int(node.tag[1]) - 1, number=setting.number
            )
        case "paragraph":
            kind = BlockKind.LIST_ITEM if setting.item else BlockKind.PARAGRAPH
            level = setting.depth if setting.item else None
            yield Draft(kind, _parts(node, setting), setting.number, level)
        case "bullet_list" | "ordered_list":
            yield from _list(node, setting)
        case "table":
            yield from (_row(row, setting) for part in node.children for row in part.children)
        case "html_block":
            yield from _page(node, setting)
        case "fence" | "code_block":
            yield from _verbatim(node, setting)
        case _:
            yield from _children(node, setting)


def _list(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    start = int(node.attrs.get("start", 1))
    for n, item in enumerate(node.children, start=start):
        number = str(n) if node.type == "ordered_list" else None
        inside = _Setting(setting.skipped, setting.apart, setting.depth + 1, item=True, number=number)
        yield from _children(item, inside)


def _row(row: SyntaxTreeNode, setting: _Setting) -> Draft:
    line = (row.map or (0, 0))[0] + 1 + setting.skipped
    return row_draft([[(text, LineAt(line)) for text, _ in _parts(cell, setting)] for cell in row.children])


def _verbatim(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    """Yield program text as it stands."""
    start = (node.map or (0, 0))[0] + 1 + setting.skipped + (1 if node.type == "fence" else 0)
    parts = tuple((line + " ", LineAt(start + n)) for n, line in enumerate(node.content.split("\n")))
    yield Draft(BlockKind.PARAGRAPH, parts)


def _page(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    """Yield the blocks of HTML between blocks of Markdown."""
    lines = _Lines((node.map or (0, 0))[0] + 1 + setting.skipped)
    for comment in _COMMENT.finditer(node.content):
        line = LineAt(lines.first + node.content.count("\n", 0, comment.start()))
        setting.apart.append(SetAside(Apart.HIDDEN, tidy(comment[1]).strip(), line, "comment in the source"))
    content = _TAG.sub(_escaped, _COMMENT.sub("", node.content))
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = document_fromstring(f"<div>{content}</div>".encode("utf-8", errors="replace"), parser=parser)
    styles, measures = Styles(root), Measures(root)
    hidden = Hidden(root, styles, measures, whole=False)
    skip = {e: why for e in root.iter() if isinstance(e.tag, str) and (why := hidden.why(e))}
    setting.apart.extend(SetAside(Apart.HIDDEN, text_of(e), lines.of(e), why) for e, why in skip.items())
    yield from (block.draft for block in PageWalk(lines, styles, skip=skip).blocks(root))


def _escaped(found: re.Match[str]) -> str:
    """Keep a placeholder such as <name of customer> as words, not as a tag."""
    known = (found[1] or "").lower() in defs.tags
    return found[0] if known else found[0].replace("<", "&lt;")


def _front_matter(front: str) -> Iterator[SetAside]:
    """Yield what the head of the file says beside the title."""
    for number, line in enumerate(front.splitlines(), start=1):
        if line.strip("- ") and not _TITLE.match(line):
            yield SetAside(Apart.OTHER, line.strip(), LineAt(number), "front matter")


def _parts(node: SyntaxTreeNode, setting: _Setting) -> tuple[tuple[str, Place], ...]:
    """Return the inline text of a block, line by line, without its marks."""
    parts: list[tuple[str, Place]] = []
    for inline in node.children:
        line = (inline.map or node.map or (0, 0))[0] + 1 + setting.skipped
        for token in _tokens(inline):
            if token.type in ("softbreak", "hardbreak"):
                parts.append((" ", LineAt(line)))
                line += 1
            else:
                parts.append((_seen(token), LineAt(line)))
    return _by_line(parts)


def _tokens(inline: SyntaxTreeNode) -> list[Token]:
    return (inline.token.children if inline.token else None) or []


def _seen(token: Token) -> str:
    match token.type:
        case "html_inline":
            return _TAG.sub(_without_tag, token.content)
        case "text" | "code_inline" | "image" | "text_special":
            return token.content
    return ""


def _without_tag(found: re.Match[str]) -> str:
    """Drop an HTML tag or comment, but keep a placeholder such as <name of customer>."""
    tag = (found[1] or "").lower()
    if tag == "br":
        return " "
    return "" if not tag or tag in defs.tags else found[0]


def _by_line(parts: list[tuple[str, Place]]) -> tuple[tuple[str, Place], ...]:
    joined: list[tuple[str, Place]] = []
    for text, place in parts:
        if joined and joined[-1][1] == place:
            joined[-1] = (joined[-1][0] + text, place)
        else:
            joined.append((text, place))
    return tuple(joined)
