"""The text inside a paragraph in a view of its tracked changes, and what is kept apart from it."""

from dataclasses import dataclass, replace

from lxml import etree

from pipeline.domain.apart import Apart, View
from pipeline.ooxml.boxes import paper_of_box
from pipeline.ooxml.controls import box_of, chosen, is_placeholder
from pipeline.ooxml.elements import attribute, child, name_of, value
from pipeline.ooxml.fields import Fields
from pipeline.ooxml.held import Around, Inline
from pipeline.ooxml.looks import MARKED, PLAIN, look_of, why_unseen
from pipeline.ooxml.revisions import CHANGES, Mark, Revisions
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.symbols import as_shown, symbol

_SKIP = frozenset(("pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "rubyPr", "numberingChange"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(frozen=True, slots=True)
class _Setting:
    """How characters are set: the style of their paragraph, what is around them, their own look and font."""

    style: str | None
    around: Around
    unseen: str = ""
    bold: bool = False
    font: str | None = None
    format: Mark | None = None


class InlineReader:
    """Reads paragraphs in document order; fields (w:fldChar) may run from one into the next."""

    def __init__(self, styles: Styles, revisions: Revisions) -> None:
        self._styles = styles
        self._revisions = revisions
        self._fields = Fields()

    def read(self, paragraph: etree._Element, style: str | None, around: Around) -> Inline:
        """Return what the paragraph holds."""
        found = Inline()
        setting = _Setting(style, around)
        if around.placeholder:
            self._placeholder(paragraph, found, setting)
        else:
            self._walk(paragraph, found, setting)
        self._fields.end_paragraph()
        return found

    def _walk(self, element: etree._Element, found: Inline, setting: _Setting) -> None:
        for inner in element:
            name = name_of(inner)
            if name in _SKIP:
                continue
            text = _text(inner, name, setting.font)
            if text is not None:
                self._take(text, found, self._deleted(setting) if name == "delText" else setting)
            elif name == "r":
                self._run(inner, found, setting)
            elif name in CHANGES:
                within = setting.around.within(self._revisions.mark(inner))
                self._walk(inner, found, replace(setting, around=within))
            elif not self._is_read(inner, name, found, setting):
                self._walk(inner, found, setting)

    def _is_read(self, inner: etree._Element, name: str, found: Inline, setting: _Setting) -> bool:
        """Read an element that is more than a wrapper; False where it is none."""
        if name == "txbxContent":
            around = setting.around.unseen_for(setting.unseen)
            found.boxes.append((inner, replace(around, paper=paper_of_box(inner, around.paper), table=PLAIN)))
        elif name == "fldChar":
            self._take(self._fields.mark(inner), found, setting)
        elif name in ("instrText", "delInstrText"):
            self._fields.instruct(inner.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            self._note(inner, name, found, setting)
        elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            kind = {"commentRangeStart": "start", "commentRangeEnd": "end"}.get(name, "at")
            found.anchors.append((attribute(inner, "id") or "", kind, len(found.text)))
        elif name == "rt":
            self._keep_apart(inner, found, setting)
        elif name == "sdt":
            self._control(inner, found, setting)
        elif name == "AlternateContent":
            self._walk(one_choice(inner), found, setting)
        elif name in ("inline", "anchor") and switch_of(child(inner, "docPr"), "hidden"):
            around = setting.around.unseen_for("in a hidden shape")
            self._walk(inner, found, replace(setting, around=around))
        else:
            return False
        return True

    def _run(self, run: etree._Element, found: Inline, setting: _Setting) -> None:
        properties = self._revisions.properties(run, "rPr")
        own = look_of(properties, self._styles.theme)
        style = value(properties, "rStyle")
        look = self._styles.run_look(
            own, character=style, paragraph=setting.style, table=setting.around.table
        )
        fonts = child(properties, "rFonts")
        self._walk(
            run,
            found,
            replace(
                setting,
                unseen=why_unseen(look, paper=setting.around.paper),
                bold=bool(look.bold),
                font=attribute(fonts, "ascii") if fonts is not None else None,
                format=self._revisions.format_mark(child(run, "rPr")),
            ),
        )

    def _control(self, control: etree._Element, found: Inline, setting: _Setting) -> None:
        box = box_of(control)
        if box is not None:
            self._take(box, found, setting)
            return
        self._take(chosen(control), found, setting)
        content = child(control, "sdtContent")
        if content is not None and is_placeholder(control):
            self._placeholder(content, found, setting)
        elif content is not None:
            self._walk(content, found, setting)

    def _placeholder(self, content: etree._Element, found: Inline, setting: _Setting) -> None:
        """Read words that ask to be replaced, in brackets as a person would write them."""
        found.text += "["
        before = len(found.text)
        self._walk(content, found, setting)
        found.text = found.text + "]" if found.text[before:].strip() else found.text[: before - 1]

    def _note(self, reference: etree._Element, name: str, found: Inline, setting: _Setting) -> None:
        own: str | None = None
        if switch_of(reference, "customMarkFollows"):
            run = reference.getparent()
            after = reference.itersiblings() if run is not None else iter(())
            own = "".join(_text(e, name_of(e), setting.font) or "" for e in after).strip()
        around = setting.around.unseen_for(setting.unseen)
        kind = name.removesuffix("Reference")
        found.notes.append((kind, attribute(reference, "id") or "", own, around))

    def _keep_apart(self, element: etree._Element, found: Inline, setting: _Setting) -> None:
        """Keep a reading aid above the words out of them."""
        aside = Inline()
        self._walk(element, aside, setting)
        if aside.text.strip():
            found.keep(Apart.OTHER, "a reading aid above the words", aside.text)
        found.kept += aside.kept

    def _take(self, text: str, found: Inline, setting: _Setting) -> None:
        if not text:
            return
        start = len(found.text)
        left_out = setting.around.left_out
        unseen = setting.around.unseen or setting.unseen
        if left_out is not None:
            found.keep(*self._apart(left_out), text)
        elif self._fields.in_instruction:
            found.keep(Apart.OTHER, "part of a field's instruction", text)
        elif unseen == MARKED or (unseen and text.strip()):
            found.keep(Apart.HIDDEN, unseen, text)
            found.text += "" if unseen == MARKED else " "  # a gap is seen in its place
        else:
            found.text += text
            found.plain += 0 if setting.bold else len(text.strip())
        marks = setting.around.marks if setting.format is None else (*setting.around.marks, setting.format)
        found.touch(marks, start, text)

    def _deleted(self, setting: _Setting) -> _Setting:
        """Return the setting of deleted text, also where a file lacks the w:del around it."""
        if any(mark.kind in ("deletion", "move") for mark in setting.around.marks):
            return setting
        mark = Mark("deletion", "", "", left_out=self._revisions.view is View.ACCEPTED)
        return replace(setting, around=setting.around.within(mark))

    def _apart(self, mark: Mark) -> tuple[Apart, str]:
        """Return under what words are kept that the view leaves out, and why."""
        accepted = self._revisions.view is View.ACCEPTED
        why = "" if mark.kind != "move" else f"moved {'to' if accepted else 'from'} another place"
        return (Apart.DELETED if accepted else Apart.INSERTED), why


def one_choice(element: etree._Element) -> etree._Element:
    """Return what to read of a mc:AlternateContent, which offers the same to newer and older programs."""
    for choice in ("Choice", "Fallback"):
        found = child(element, choice)
        if found is not None:
            return found
    return element


def switch_of(element: etree._Element | None, name: str) -> bool:
    """Tell whether an on-off attribute is on."""
    given = attribute(element, name) if element is not None else None
    return (given or "0").lower() not in ("0", "false", "off")


def _text(element: etree._Element, name: str, font: str | None) -> str | None:
    """Return the characters an element stands for; None where it is none of text."""
    if name in ("t", "delText"):
        return as_shown(element.text or "", font=font)
    if name == "sym":
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            return ""
        return symbol(code, font=attribute(element, "font"))
    return _MARKS.get(name)
