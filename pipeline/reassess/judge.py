"""The judgement of a supplier's kept documents, under this library or an earlier one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.analyze import Tools, assess_agreements, judge_document, load_tools
from pipeline.assessment.coverage import coverage_of
from pipeline.assessment.limits import parts_otherwise
from pipeline.assessment.profiled import retold
from pipeline.assessment.within import NOTHING_KNOWN, Known
from pipeline.classification.units import units_of
from pipeline.classification.wordings import CARVE_OUT, WORDING, recognised
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.portfolio import ReviewedDocument, Run, SupplierReview
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition, Failure, Review
from pipeline.domain.what_if import LibraryChanges
from pipeline.extraction import with_values
from pipeline.library.changes import CheckPair, changes_between, judged_otherwise
from pipeline.library.cues import index_cues
from pipeline.library.digests import classification_digest, wordings_digest
from pipeline.store.builds import build
from pipeline.store.portfolio import Store, open_store


class NotKeptError(LookupError):
    """A document that a run rests on is not kept any more."""


@dataclass(frozen=True)
class Judge:
    """A store and the tools to judge with; what is classified anew is kept where `keep` says so."""

    store: Store
    tools: Tools
    keep: bool = False
    _earlier: dict[str, Tools | None] = field(default_factory=dict)
    _moving: dict[str, Mapping[str, tuple[CheckPair, ...] | None] | None] = field(default_factory=dict)
    _changes: dict[str, LibraryChanges] = field(default_factory=dict)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def as_in(self, run: Run) -> Tools | None:
        """Return the tools with the library of an earlier run, None where that is not known any more."""
        if run.edition.library == self.tools.edition.library:
            return self.tools
        if run.edition.library not in self._earlier:
            library = self.store.library(run.edition)
            self._earlier[run.edition.library] = _with_library(self.tools, library, run.edition)
        return self._earlier[run.edition.library]

    def changes(self, run: Run) -> LibraryChanges | None:
        """Return what the library says otherwise than that of an earlier run, None where that is unknown."""
        earlier = self.as_in(run)
        if earlier is None:
            return None
        if run.edition.library not in self._changes:
            self._changes[run.edition.library] = changes_between(earlier.library, self.tools.library)
        return self._changes[run.edition.library]

    def judged(
        self, review: SupplierReview, run: Run, tools: Tools, *, ground: Groundwork | None = None
    ) -> SupplierReview:
        """Return what the tools say of the documents that the run's review rests on.

        `ground` is what the run found over the set. Raises NotKeptError where one of them is not kept.
        """
        if not review.documents:
            return review
        known = self._known(review, run, tools, ground)
        if len(known.findings) == len(tools.library.requirements):
            findings = tuple(known.findings[r.id] for r in tools.library.requirements)
            return replace(review, findings=findings, coverage=coverage_of(findings, tools.library))
        readings = [self._reading(d, run, tools) for d in review.documents]
        unread = [Failure(name, "") for name in review.unread]
        made = assess_agreements(review.supplier, readings, unread, tools=tools, known=known)
        whole = Review(tools.edition, (made,), review.failures, review.left_out)
        return SupplierReview.of(review.supplier, whole)

    def _known(self, review: SupplierReview, run: Run, tools: Tools, ground: Groundwork | None) -> Known:
        """Return what the run said that the tools would say again, but for what is said beside it."""
        then = self.as_in(run) if same_program(run, tools) else None
        if then is None:
            return NOTHING_KNOWN
        key = f"{run.edition.library} {tools.edition.library}"
        if key not in self._moving:
            self._moving[key] = judged_otherwise(then.library, tools.library)
        moving = self._moving[key]
        if moving is None:
            return NOTHING_KNOWN
        before, now = ({r.id: r for r in t.library.requirements if r.id in moving} for t in (then, tools))
        stand = {}
        for finding in review.findings:
            name = finding.requirement
            if name not in moving:
                stand[name] = finding
            elif not _may_move(name, moving[name], ground):
                stand[name] = retold(finding, before[name], now[name])
        return Known(stand, review.responsibilities, ground)

    def _reading(self, document: ReviewedDocument, run: Run, tools: Tools) -> ReadAgreement:
        """Return the document as read in the run, classified with the tools; what is kept is not redone."""
        now, then = self.store.layers(), self.store.layers(by=run.build)
        edition = replace(tools.edition, reading=run.edition.reading)
        found = {"name": document.name, "document_id": document.id}
        kept = now.reading(document.sha256, edition=edition, **found)
        if kept is not None:
            return kept
        made: ReadAgreement | None = None
        if _differ_in_wordings_alone(run, edition):
            known = then.reading(document.sha256, edition=run.edition, **found)
            made = known and _known_again(known, tools)
        if made is None:
            read = then.document(document.sha256, edition=run.edition, **found)
            if read is None:
                raise NotKeptError(document.name)
            made = judge_document(read, tools=tools)
        if self.keep and run.build.reading == build().reading:
            now.keep_reading(made, edition=edition)
        return made


def open_judge(
    url: str,
    *,
    keep: bool = False,
    library_folder: Path | None = None,
    profiles: Sequence[str] = (),
    playbook: Path | None = None,
) -> Judge:
    """Open a judge of one's own, as each worker process does."""
    tools = load_tools(library_folder=library_folder, profiles=profiles, playbook=playbook)
    return Judge(open_store(url), tools, keep)


def same_program(run: Run, tools: Tools) -> bool:
    """Tell whether the run's verdicts were made by this program and this classifier."""
    return run.build.program == build().program and run.edition.classifier == tools.edition.classifier


def covered(review: SupplierReview) -> float | None:
    """Return the coverage, None where nothing could be assessed."""
    return review.coverage.overall if review.coverage else None


def pieces_of(names: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the names in pieces of a size."""
    yield from (tuple(names[n : n + size]) for n in range(0, len(names), size))


def _may_move(requirement: str, checks: Sequence[CheckPair] | None, ground: Groundwork | None) -> bool:
    """Tell whether the finding may move: not where other limits part the values of its passages as before."""
    if checks is None or ground is None:
        return True
    values = ground.weighed.get(requirement, ())
    return any(parts_otherwise(old, new, values) for old, new in checks)


def _with_library(tools: Tools, library: Library | None, edition: Edition) -> Tools | None:
    if library is None:
        return None
    made_with = replace(
        tools.edition,
        library=edition.library,
        library_version=edition.library_version,
        profiles=edition.profiles,
        classification=f"sha256:{classification_digest(library)}",
        wordings=f"sha256:{wordings_digest(library)}",
    )
    return replace(tools, library=library, cues=index_cues(library), edition=made_with)


def _differ_in_wordings_alone(run: Run, edition: Edition) -> bool:
    same = (edition.classifier, edition.classification) == (
        run.edition.classifier,
        run.edition.classification,
    )
    return same and run.build.classification == build().classification


def _known_again(read: ReadAgreement, tools: Tools) -> ReadAgreement:
    """Return a classified document with our wordings looked for anew, as `classify` would have it."""
    own = recognised(read.agreement, tuple(units_of(read.agreement, tools.cues)), tools.library)
    others = (p for p in read.passages if p.found_by not in (WORDING, CARVE_OUT))
    return with_values(replace(read, passages=(*others, *own)), tools.library)
