"""An amendment rider: the proposals as a Word document by clause, where the paper itself is no Word file.

Each amendment names its clause and quotes as many words as make the place plain; why it is asked for
stands in a comment at its side, to be taken off before signature.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx
from docx.shared import Cm, Pt, RGBColor

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.proposal import Proposal, Replacement
from pipeline.ooxml.steady import steady
from pipeline.redline.tracked.names import writable
from pipeline.redline.tracked.narrow import Small, narrow, word_bounds

_INK = RGBColor(0x1F, 0x2A, 0x37)
_WORDS_AROUND = 12  # at most, on either side, to make a quotation plain
_BLANK = "________________________________"


@dataclass(frozen=True, slots=True)
class _Parties:
    provider: str
    customer: str


def write_rider(
    agreement: Agreement, proposals: Sequence[Proposal], *, author: str, date: datetime, title: str = ""
) -> bytes:
    """Return the rider as a Word file; `title` is the agreement's, its first heading where not given."""
    rider = _Rider(agreement, author=author, date=date, title=title or _title(agreement))
    rider.open()
    made = [p for p in proposals if p.replacements or p.new_text]
    rider.amendments(made)
    rider.points([p for p in proposals if p not in made])
    rider.close()
    return rider.data()


class _Rider:
    """A rider in the making."""

    def __init__(self, agreement: Agreement, *, author: str, date: datetime, title: str) -> None:
        self._agreement = agreement
        self._clauses = {clause.id: clause for clause in agreement.clauses}
        self._author = writable(author).strip() or "ClauseGap"
        self._date = date
        self._title = title
        self._paper = docx.Document()
        self._sections = 0
        _set_styles(self._paper, title=title, author=self._author, date=date)

    def open(self) -> None:
        """Write title, parties and what is amended."""
        parties = _parties(self._agreement)
        self._paper.add_heading(f"Amendment to the {self._title}", level=0)
        self._paper.add_paragraph(
            f"between {parties.provider} (“Provider”) and {parties.customer} (“Customer”)"
        )
        self._paper.add_paragraph(
            f"The parties amend the {self._title} (the “Agreement”) as follows. Words that the Agreement "
            "defines have the same meaning here."
        )

    def amendments(self, proposals: Sequence[Proposal]) -> None:
        """Write an amendment for each proposal that changes words or adds some."""
        if proposals:
            self._section("Amendments")
        for n, proposal in enumerate(proposals, start=1):
            heading = self._paper.add_heading(f"{self._sections}.{n}  {self._named(proposal)}", level=2)
            self._note(heading, proposal.comment)
            for replacement in proposal.replacements:
                self._replacement(proposal, replacement)
            if proposal.new_text:
                self._addition(proposal)

    def points(self, proposals: Sequence[Proposal]) -> None:
        """List what is to be talked about without words to change."""
        if not proposals:
            return
        self._section("Points to discuss")
        for n, proposal in enumerate(proposals, start=1):
            place = _place(self._clause(proposal), capital=True)
            self._paper.add_heading(f"{self._sections}.{n}  {place}", level=2)
            unsaid = "" if proposal.unsafe in proposal.comment else proposal.unsafe
            for line in (proposal.comment, unsaid):
                for part in writable(line).split("\n"):
                    if part.strip():
                        self._paper.add_paragraph(part.strip())

    def close(self) -> None:
        """Write what stays, from when it holds, and the lines for signature."""
        self._section("General")
        self._paper.add_paragraph(
            "All else in the Agreement stays as it is. Where this Amendment and the Agreement conflict, this "
            "Amendment prevails. It takes effect when both parties have signed it."
        )
        parties = _parties(self._agreement)
        table = self._paper.add_table(rows=0, cols=2)
        rows = [(parties.provider, parties.customer)]
        rows += [(f"{label}: {_BLANK}",) * 2 for label in ("Signature", "Name", "Title", "Date")]
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].paragraph_format.space_before = Pt(14)
                cell.paragraphs[0].paragraph_format.keep_with_next = True
                cell.paragraphs[0].add_run(writable(text))

    def data(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        out = io.BytesIO()
        self._paper.save(out)
        return steady(out.getvalue())

    def _section(self, text: str) -> None:
        self._sections += 1
        self._paper.add_heading(f"{self._sections}.  {text}", level=1)

    def _named(self, proposal: Proposal) -> str:
        """Return what an amendment is headed: the clause changed, or the new one and where it goes."""
        if proposal.replacements:
            return _place(self._clause(proposal), capital=True)
        numbers = [new.number for new in proposal.new_text if new.number]
        number = f" {numbers[-1].rstrip('.')}" if numbers else ""
        return f"New clause{number} after {_place(self._behind(proposal))}"

    def _behind(self, proposal: Proposal) -> Clause | None:
        """Return the clause that new text follows."""
        blocks = self._agreement.document.blocks
        after = blocks[min(proposal.new_text[0].after, len(blocks) - 1)]
        return self._agreement.clause_at(after.span) or self._clause(proposal)

    def _clause(self, proposal: Proposal) -> Clause | None:
        known = self._clauses.get(proposal.clause or "")
        return known or self._agreement.clause_at(proposal.span)

    def _replacement(self, proposal: Proposal, replacement: Replacement) -> None:
        """Write one change of words, each part quoted with enough around it to be found."""
        document = self._agreement.document
        block = next((b.span for b in document.blocks if b.span.contains(replacement.span)), replacement.span)
        text = document.quote(block)
        start, end = word_bounds(
            text, replacement.span.start - block.start, replacement.span.end - block.start
        )
        first, last = replacement.span.start - block.start, replacement.span.end - block.start
        new = text[start:first] + replacement.new + text[last:end]
        small = narrow(text[start:end], new) if replacement.old else (Small(0, 0, replacement.new),)
        at = start if replacement.old else first
        clause = _place(self._clause(proposal))
        for change in small:
            self._change(clause, text, Span(at + change.start, at + change.end), change.new)

    def _change(self, clause: str, text: str, span: Span, new: str) -> None:
        old = text[span.start : span.end]
        if new and not old:
            before, behind = _context(text, span)
            where = f"after “{before}”" if before else f"before “{behind}”"
            self._say(f"In {clause}, the following is added {where}:")
            self._quote(new.strip(), "", "")
            return
        before, behind = _around(text, span)
        self._say(f"In {clause}, the words")
        self._quote(before, old, behind, struck=True)
        if not new and not (before or behind):
            self._say("are deleted.")
            return
        self._say("are replaced by:" if new else "are deleted, so that they read:")
        self._quote(before, new, behind)

    def _addition(self, proposal: Proposal) -> None:
        """Write the paragraphs that a proposal adds."""
        self._say(f"After {_place(self._behind(proposal))}, the following is added:")
        for new in proposal.new_text:
            lead = " ".join(part for part in (new.number, f"{new.heading}." if new.heading else "") if part)
            self._quote(f"{lead} {new.text}".strip(), "", "")

    def _say(self, text: str) -> None:
        paragraph = self._paper.add_paragraph(writable(text))
        paragraph.paragraph_format.keep_with_next = True

    def _quote(self, before: str, words: str, behind: str, *, struck: bool = False) -> None:
        """Write words of the agreement, those that change set apart."""
        paragraph = self._paper.add_paragraph(style="Quote")
        paragraph.add_run("“" + writable(before))
        run = paragraph.add_run(writable(words if before or behind else words.strip()))
        run.font.strike, run.font.underline = struck or None, None if struck else True
        paragraph.add_run(writable(behind) + "”")

    def _note(self, paragraph: Any, text: str) -> None:
        """Put a comment at the side of a paragraph."""
        if not text.strip() or not paragraph.runs:
            return
        words = self._author.split()
        comment = self._paper.add_comment(
            paragraph.runs,
            text=writable(text).strip(),
            author=self._author,
            initials="".join(w[0] for w in words),
        )
        key = next(k for k in comment._comment_elm.attrib if k.endswith("}date"))
        comment._comment_elm.set(key, _moment(self._date).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _place(clause: Clause | None, *, capital: bool = False) -> str:
    """Return how a clause is cited: "clause 7.2 (Security)", by its first words where it has no number."""
    word = "Clause" if capital else "clause"
    if clause is None:
        return "End of the Agreement" if capital else "the end of the Agreement"
    heading = f" ({_short(clause.heading, 60)})" if clause.heading else ""
    number = clause.path or clause.number
    if number:
        named = re.match(r"(?i)(clause|section|article|schedule|annex|appendix|exhibit|part)\b", number)
        return f"{number}{heading}" if named else f"{word} {number.rstrip('.')}{heading}"
    opening = _short(clause.text, 50)
    return f"{'The' if capital else 'the'} paragraph that begins “{opening}”{heading}"


def _short(text: str, most: int) -> str:
    """Return the first words of a text."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _around(text: str, span: Span) -> tuple[str, str]:
    """Return as many words before and after as make the quotation the only one of its paragraph."""
    before = behind = ""
    for n in range(_WORDS_AROUND + 1):
        before, behind = _words_before(text, span.start, n), _words_behind(text, span.end, n)
        if text.count(before + text[span.start : span.end] + behind) == 1 and (
            n > 2 or not (before + behind)
        ):
            break
    return before, behind


def _context(text: str, span: Span) -> tuple[str, str]:
    """Return the words before a place, or where there are none those after it, that are found once."""
    for n in range(3, _WORDS_AROUND + 1):
        before, behind = _words_before(text, span.start, n), _words_behind(text, span.end, n)
        if text.count(before.strip() or behind.strip()) == 1:
            break
    return before.strip(), behind.strip()


def _words_before(text: str, end: int, count: int) -> str:
    found = re.search(rf"(?:\S+\s+){{0,{count}}}\S*$" if count else r"$", text[:end])
    return found[0] if found and count else ""


def _words_behind(text: str, start: int, count: int) -> str:
    found = re.match(rf"\S*(?:\s+\S+){{0,{count}}}", text[start:])
    return found[0] if found and count else ""


def _title(agreement: Agreement) -> str:
    """Return the agreement's first heading, or its file's name."""
    first = next((c.heading or c.text for c in agreement.clauses if (c.heading or c.text).strip()), "")
    return _short(first, 80) or agreement.document.source.name


def _parties(agreement: Agreement) -> _Parties:
    """Return the parties by name; a blank to fill in where the agreement does not say."""

    def named(role: str) -> str:
        names = (party.name for party in agreement.parties if party.role == role and party.name)
        return next(names, None) or "[name of the " + role + "]"

    return _Parties(named("provider"), named("customer"))


def _set_styles(paper: Any, *, title: str, author: str, date: datetime) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
    quote = paper.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, _INK
    quote.paragraph_format.left_indent = Cm(1)
    properties = paper.core_properties
    properties.title, properties.author = writable(f"Amendment to the {title}")[:200], author[:200]
    properties.created = properties.modified = _moment(date)
    properties.comments = ""


def _moment(date: datetime) -> datetime:
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
