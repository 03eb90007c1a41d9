"""Two versions of one supplier's papers, read and judged alike: their difference, and our answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.analyze import Tools, analyze
from pipeline.domain.answer import Answer
from pipeline.domain.apart import View
from pipeline.domain.comparison import Comparison
from pipeline.domain.keeping import Keep
from pipeline.domain.proposal import Position
from pipeline.domain.review import Assessment, Review
from pipeline.errors import ReadError, UsageError
from pipeline.readers.files import content, stem_of
from pipeline.readers.kinds import WORD
from pipeline.readers.manner import described
from pipeline.redline.compare import compare
from pipeline.redline.proposals.propose import propose
from pipeline.redline.reply import reply
from pipeline.redline.tracked.write import write_redline
from pipeline.reports.words import failed


@dataclass(frozen=True, slots=True)
class Reply:
    """Our answer to a paper with tracked changes: the file to send back, and what could not be written."""

    comparison: Comparison
    answers: tuple[Answer, ...]
    data: bytes
    notes: tuple[str, ...] = ()


def compare_papers(
    supplier: str, old: Sequence[Path], new: Sequence[Path], *, tools: Tools, keep: Keep | None = None
) -> Comparison:
    """Compare the papers of two versions; raises ReadError where papers of either can't be read."""
    before, after = (analyze(supplier, papers, tools=tools, keep=keep) for papers in (old, new))
    return compare(*_assessed(before, after), tools.library)


def compare_views(
    supplier: str, papers: Sequence[Path], *, tools: Tools, keep: Keep | None = None
) -> Comparison:
    """Compare papers before their tracked changes with the same papers after accepting all of them."""
    views = [_in_view(tools, view) for view in (View.ORIGINAL, View.ACCEPTED)]
    before, after = (analyze(supplier, papers, tools=view, keep=keep) for view in views)
    return compare(*_assessed(before, after), tools.library)


def answer_paper(
    path: Path,
    *,
    tools: Tools,
    position: Position,
    author: str,
    date: datetime,
    only_comments: bool = False,
    keep: Keep | None = None,
) -> Reply:
    """Answer every tracked change of a Word file, by ours on top of theirs or by comments alone.

    Raises ReadError, or UsageError where the file is no Word file or holds no tracked change.
    """
    comparison = compare_views(stem_of(path), (path,), tools=tools, keep=keep)
    document = comparison.new.agreements.agreements[0].document
    if document.source.media_type != WORD:
        raise UsageError(f"{path.name} is no Word file, and tracked changes need one: ask for the .docx.")
    if not comparison.tracked:
        raise UsageError(f"{path.name} holds no tracked changes to answer: use redline for your own.")
    ours = propose(comparison.new, tools.library, position=position, severity=None)
    answers = reply(comparison, tools.library, position=position, ours=ours, only_comments=only_comments)
    proposals = tuple(dict.fromkeys(p for a in answers for p in a.proposals))
    data = content(path, limits=tools.manner.limits)
    written = write_redline(data, document, proposals, author=author, date=date, name=path.name)
    notes = (*(f"In a comment instead: {n.reason}" for n in written.not_done), *written.notes)
    return Reply(comparison, answers, written.data, notes)


def _in_view(tools: Tools, view: View) -> Tools:
    manner = replace(tools.manner, view=view)
    return replace(tools, manner=manner, edition=replace(tools.edition, reading=described(manner)))


def _assessed(before: Review, after: Review) -> tuple[Assessment, Assessment]:
    """Return the one assessment of each; a version read in part would show gaps that are none."""
    unread = dict.fromkeys(failed(failure) for failure in (*before.failures, *after.failures))
    if unread:
        raise ReadError(f"{' '.join(unread)} So nothing was compared: every paper must be read for that.")
    return before.assessments[0], after.assessments[0]
