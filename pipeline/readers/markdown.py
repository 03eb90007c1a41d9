"""Markdown: what a reader of the rendered page sees, each line of the file a piece."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from pipeline.domain.document import BlockKind, Document, Source
from pipeline.domain.places import LineAt, Place
from pipeline.errors import UnsupportedFile
from pipeline.readers.decoding import decode
from pipeline.readers.drafts import Draft, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.rows import row_draft

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[A-Za-z_][\w-]*:.*\n|[ \t]+.*\n|- .*\n)+---[ \t]*(?:\n|$)")
_TITLE = re.compile(r"^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?([A-Za-z][A-Za-z0-9-]*)[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a block stands in: the first line of the text in its file, and the item it opens or is part of."""

    skipped: int
    depth: int = -1  # of lists, from 0
    item: bool = False
    number: str | None = None


def read_markdown(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read Markdown; numbers of ordered lists become `Block.number`, marks go."""
    text = decode(data)
    if text is None:
        raise UnsupportedFile(f"{source.name} is not text: check that it is the right file.")
    return to_document(_drafts(text), source=source, document_id=document_id, limits=manner.limits)


def _drafts(text: str) -> Iterator[Draft]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    skipped = 0
    if front:
        yield from _title(front.group())
        skipped = front.group().count("\n")
        text = text[front.end() :]
    # Contracts indent by four blanks to set clauses in, not to show programs.
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    yield from _children(SyntaxTreeNode(parser.parse(text)), _Setting(skipped))


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
            setting = _Setting(setting.skipped, setting.depth)


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
        case "html_block" | "fence" | "code_block":
            yield from _verbatim(node, setting)
        case _:
            yield from _children(node, setting)


def _list(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    start = int(node.attrs.get("start", 1))
    for n, item in enumerate(node.children, start=start):
        number = str(n) if node.type == "ordered_list" else None
        yield from _children(item, _Setting(setting.skipped, setting.depth + 1, item=True, number=number))


def _row(row: SyntaxTreeNode, setting: _Setting) -> Draft:
    line = (row.map or (0, 0))[0] + 1 + setting.skipped
    return row_draft([[(text, LineAt(line)) for text, _ in _parts(cell, setting)] for cell in row.children])


def _verbatim(node: SyntaxTreeNode, setting: _Setting) -> Iterator[Draft]:
    """Yield what is not Markdown inside it: program text as it stands, HTML without its tags."""
    start = (node.map or (0, 0))[0] + 1 + setting.skipped + (1 if node.type == "fence" else 0)
    content = _TAG.sub(_without_tag, node.content) if node.type == "html_block" else node.content
    parts = tuple((line + " ", LineAt(start + n)) for n, line in enumerate(content.split("\n")))
    yield Draft(BlockKind.PARAGRAPH, parts)


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
