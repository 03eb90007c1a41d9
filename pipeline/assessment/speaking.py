"""The sentences of an agreement set that speak of a process, each with whom it binds.

A sentence speaks of a process where the process's cues stand in it, and where a passage stands on a
requirement that speaks of nothing else. Of a sentence on several actors only the part with the cue counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.assessment.binding_words import Force
from pipeline.assessment.bound import Bound, cells_bound, cells_of
from pipeline.assessment.owing import is_own_conduct
from pipeline.assessment.sides import CUSTOMER
from pipeline.assessment.statements import Part, Statement, row_statement, statement_of
from pipeline.assessment.within import Set
from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Process
from pipeline.language import Phrases, sentences
from pipeline.library.cues import CueIndex, index_labelled

SURE = 0.5  # a passage from here deals with a process: best count of processes on train folds
_UNNAMED_FROM = 0.8  # probability of a passage whose words name nobody, where not all of it is on the process
_SHORTEST = 4  # words of a sentence that says anything
_NO_EVIDENCE = frozenset({"heading", "contents", "definition"})
_CELLS = " | "  # between the cells of a row, as readers write it
_LEADS_IN = (":", "following", "–", "-")

Found = Iterator[tuple[str, Statement]]


def statements_on(within: Set, passages: Sequence[Passage]) -> Mapping[str, tuple[Statement, ...]]:
    """Return the statements on each process of the library, in text order."""
    processes = within.library.processes
    index = _index(processes)
    found: dict[str, list[Statement]] = {p.process: [] for p in processes}
    by_clause: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.probability >= SURE:
            by_clause.setdefault(passage.clause, []).append(passage)
    for agreement in within.documents.values():
        reader = _Reader(within, agreement, index)
        for clause in agreement.clauses:
            for process, statement in reader.read(clause, by_clause.get(clause.id, ())):
                found[process].append(statement)
    return {process: tuple(said) for process, said in found.items()}


@cache
def _index(processes: tuple[Process, ...]) -> CueIndex:
    rows = [(p.process, cue) for p in processes for cue in p.cues]
    rows += [(_near(p), cue) for p in processes for cue in p.near_miss_cues]
    return index_labelled(rows)


def _near(process: Process) -> str:
    return f"near:{process.process}"


class _Reader:
    """Reads one agreement's clauses; built once an agreement."""

    def __init__(self, within: Set, agreement: Agreement, index: CueIndex) -> None:
        self._vocabulary = vocabulary = within.library.vocabulary
        self._processes = within.library.processes
        self._names = frozenset(p.process for p in self._processes)
        self._document, self._index = agreement.document, index
        self._within, self._words = within, within.words_in(agreement.document.id)
        self._bound = within.bound_in(agreement.document.id)
        self._soft = Phrases({e: vocabulary["modality"][e] for e in ("conditional", "aspirational")})
        words = vocabulary["responsibility"]
        self._no_tasks = Phrases({e: words[e] for e in ("costs", "own_conduct")})
        self._on: dict[Span, frozenset[str]] = {}  # a passage's span → the processes whose cues it holds
        self._head: tuple[str, ...] = ()

    def read(self, clause: Clause, passages: Sequence[Passage]) -> Found:
        """Yield what a clause says on each process."""
        if clause.kind in _NO_EVIDENCE or self._within.is_for_others(clause):
            return
        if _CELLS in clause.text:
            yield from self._row(clause)
        if not passages and self._index.find(clause.text).isdisjoint(self._names):
            return
        lead = self._lead_in(clause)
        for span in sentences(clause.text):
            words = clause.text[span.start : span.end]
            at = Span(clause.span.start + span.start, clause.span.start + span.end)
            own = [p for p in passages if p.span.overlaps(at)]
            labels = self._index.find(words)
            if len(words.split()) >= _SHORTEST and (own or not labels.isdisjoint(self._names)):
                for process, part in self._parts(clause, at, lead=lead, own=own, labels=labels):
                    if made := statement_of(part, self._document):
                        yield process, made
            if words.rstrip().endswith(":"):
                lead = self._bound(words)[-1:] or lead

    def _parts(
        self,
        clause: Clause,
        at: Span,
        *,
        lead: Sequence[Bound],
        own: Sequence[Passage],
        labels: frozenset[str],
    ) -> Iterator[tuple[str, Part]]:
        """Yield the parts of a sentence that speak of a process, whoever acts in them."""
        words = self._document.quote(at)
        bounds = self._bound(words)
        for bound in bounds or lead or (None,):
            part = words
            if bound and len(bounds) > 1:
                part = words[bound.span.start : bound.span.end]
            if bound and CUSTOMER in bound.sides and self._is_no_task(bound, part):
                continue
            held = labels if part is words else self._index.find(part)
            soft = bool(self._soft.find(part))
            inside = bound if bounds or bound is None else _everywhere(bound)
            for process in self._processes:
                if _near(process) in labels:
                    continue
                cued = process.process in held
                passage = self._passage(process, own, bound, cued=cued)
                if cued or passage:
                    yield process.process, Part(clause, at, inside, passage, cued, soft)

    def _is_no_task(self, bound: Bound, part: str) -> bool:
        """Tell words on who pays for it, or on what the customer may do with what it was given."""
        said = frozenset(entry for entry, _ in self._no_tasks.find(part))
        return "costs" in said or (bound.force is Force.MAY and is_own_conduct(part, said))

    def _passage(
        self, process: Process, own: Sequence[Passage], bound: Bound | None, *, cued: bool
    ) -> Passage | None:
        """Return the surest passage by which the words speak of the process.

        Without a cue only the provider's words count, or such as name nobody: in a passage on backup
        "Customer shall be present" puts no backup on the customer.
        """
        if cued:
            found = [p for p in own if p.requirement in process.requirements]
        elif bound and CUSTOMER in bound.sides and bound.force is not Force.MAY:
            return None
        else:
            found = [p for p in own if self._is_whole(p, process)]
        if bound is None:
            found = [p for p in found if p.requirement in process.wholly or p.probability >= _UNNAMED_FROM]
        return max(found, key=lambda p: p.probability, default=None)

    def _is_whole(self, passage: Passage, process: Process) -> bool:
        """Tell whether all words of a passage speak of the process, since no cue in it says which do."""
        if passage.requirement not in process.wholly or passage.stance is Stance.ADVERSE:
            return False
        if passage.span not in self._on:
            self._on[passage.span] = self._index.find(passage.quote)
        return process.process not in self._on[passage.span]

    def _row(self, clause: Clause) -> Found:
        """Yield what a table's row says that names a side in a cell, or marks its column."""
        cells = cells_of(clause.text)
        sides = cells_bound(cells, self._head, self._words, self._vocabulary)
        for label in sorted(self._index.find(clause.text) & self._names) if sides else ():
            yield label, row_statement(clause, sides, self._document)
        naming = [bool(cells_bound((c,), (), self._words, self._vocabulary)) for c in cells]
        if sum(naming) > 1:
            self._head = cells

    def _lead_in(self, clause: Clause) -> tuple[Bound, ...]:
        """Return whom the words above bind that lead into this clause: "Customer shall:"."""
        said = (c for c in self._within.above(clause) if c.kind != "heading" and c.text.strip())
        parent = next(said, None)
        if parent is None or not parent.text.rstrip().endswith(_LEADS_IN):
            return ()
        last = sentences(parent.text)[-1]
        return self._bound(parent.text[last.start : last.end])[-1:]


def _everywhere(bound: Bound) -> Bound:
    """Return whom the words above bind, as of the whole sentence below."""
    return Bound(bound.sides, bound.force, Span(0, 0), bound.sole)
