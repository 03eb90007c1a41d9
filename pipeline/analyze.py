"""The whole way, from files to findings, as plain functions.

file ─read─▶ Document ─segment─▶ Agreement ─classify, extract─▶ passages ─assess─▶ Assessment
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pipeline import __version__
from pipeline.assessment.assess import assess
from pipeline.assessment.limits import weighed
from pipeline.assessment.within import NOTHING_KNOWN, Known
from pipeline.classification.classify import classify
from pipeline.classification.shipped import shipped_classifier
from pipeline.classification.store import Classifier
from pipeline.domain.agreement import AgreementSet
from pipeline.domain.document import Document
from pipeline.domain.elsewhere import Elsewhere
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.keeping import Keep, set_digest
from pipeline.domain.reading import Passage, ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Edition, Failure, Review
from pipeline.errors import ReadError
from pipeline.extraction import find_agreement_terms, find_terms, terms_for, with_values
from pipeline.library import lay_profiles, load_library, load_playbook
from pipeline.library.cues import CueIndex, index_cues
from pipeline.library.digests import classification_digest, wordings_digest
from pipeline.readers.files import name_of
from pipeline.readers.guarded import read_guarded
from pipeline.readers.intake import digest_of
from pipeline.readers.manner import DEFAULT_MANNER, Manner, described
from pipeline.resources import library_folder as shipped_library
from pipeline.structure import as_one_set, find_answered, segment, settle_references, stands_elsewhere


@dataclass(frozen=True)
class Tools:
    """What every review needs, loaded once a process."""

    library: Library
    classifier: Classifier
    cues: CueIndex
    edition: Edition
    manner: Manner = DEFAULT_MANNER


def load_tools(
    *,
    library_folder: Path | None = None,
    classifier_folder: Path | None = None,
    profiles: Sequence[str] = (),
    playbook: Path | None = None,
    manner: Manner = DEFAULT_MANNER,
) -> Tools:
    """Load clause library and classifier; raises LibraryError, ClassifierError or UsageError.

    A playbook is laid over the library as the profiles have it: the firm's own positions count last.
    """
    folder = library_folder or shipped_library()
    library = lay_profiles(load_library(folder), profiles, folder=folder)
    if playbook is not None:
        library = load_playbook(library, playbook)
    classifier = shipped_classifier(classifier_folder)
    edition = Edition(
        pipeline=__version__,
        library=f"sha256:{library.digest}",
        library_version=library.version,
        classifier=f"sha256:{classifier.digest}",
        reading=described(manner),
        profiles=tuple(sorted(set(profiles))),
        classification=f"sha256:{classification_digest(library)}",
        wordings=f"sha256:{wordings_digest(library)}",
        words=f"sha256:{classifier.learned.words.digest}",
    )
    return Tools(library, classifier, index_cues(library), edition, manner)


class ReadPapers(Protocol):
    """Reads papers, each under its document id; of one that can't be read it returns the error."""

    def __call__(
        self, papers: Mapping[str, Path], *, tools: Tools, keep: Keep | None
    ) -> Mapping[str, ReadAgreement | ReadError]:
        """Return what became of each paper."""


def read_in_turn(
    papers: Mapping[str, Path], *, tools: Tools, keep: Keep | None
) -> Mapping[str, ReadAgreement | ReadError]:
    """Read papers one after another."""
    found: dict[str, ReadAgreement | ReadError] = {}
    for name, path in papers.items():
        try:
            found[name] = read_agreement(path, document_id=name, tools=tools, keep=keep)
        except ReadError as error:
            found[name] = error
    return found


def analyze(
    supplier: str,
    paths: Sequence[Path],
    *,
    tools: Tools,
    keep: Keep | None = None,
    unopened: Sequence[Failure] = (),
    read: ReadPapers | None = None,
) -> Review:
    """Review one agreement set; a file that can't be read becomes a failure and the rest goes on.

    `unopened` names what lay among the papers and could not be opened: it may hold an answer as well.
    """
    digest = set_digest(supplier, [(name_of(p), digest_of(p)) for p in paths]) if keep else ""
    if keep and not unopened and (kept := keep.review(digest, edition=tools.edition)):
        return kept
    readings, failures = read_papers(paths, tools=tools, keep=keep, read=read)
    failures += unopened
    assessed = assess_agreements(supplier, readings, failures, tools=tools) if readings else None
    assessments = (assessed,) if assessed else ()
    review = Review(tools.edition, assessments, tuple(failures))
    if keep and not failures:  # a failure may pass on a second try
        keep.keep_review(review, set_sha256=digest, edition=tools.edition)
    return review


def read_papers(
    paths: Sequence[Path], *, tools: Tools, keep: Keep | None, first: int = 1, read: ReadPapers | None = None
) -> tuple[list[ReadAgreement], list[Failure]]:
    """Read a set's papers, whose ids count from `first`; return them and why the rest can't be read."""
    papers = {f"d{number}": path for number, path in enumerate(paths, start=first)}
    found = (read or read_in_turn)(papers, tools=tools, keep=keep)
    readings = [r for name in papers if isinstance(r := found[name], ReadAgreement)]
    failures = [failure_of(papers[name], e) for name in papers if isinstance(e := found[name], ReadError)]
    return readings, failures


def read_agreement(path: Path, *, document_id: str, tools: Tools, keep: Keep | None = None) -> ReadAgreement:
    """Read, segment and classify one file; raises ReadError."""
    if keep is None:
        document = read_guarded(path, document_id=document_id, manner=tools.manner)
        return judge_document(document, tools=tools)
    name, digest = name_of(path), digest_of(path)
    kept = keep.reading(digest, name=name, document_id=document_id, edition=tools.edition)
    if kept:
        return kept
    read = keep.document(digest, name=name, document_id=document_id, edition=tools.edition)
    if read is None:
        read = read_guarded(path, document_id=document_id, manner=tools.manner)
        keep.keep_document(read, edition=tools.edition)
    reading = judge_document(read, tools=tools)
    keep.keep_reading(reading, edition=tools.edition)
    return reading


def kept_reading(path: Path, *, document_id: str, tools: Tools, keep: Keep | None) -> ReadAgreement | None:
    """Return the reading of the file that an earlier run kept."""
    if keep is None:
        return None
    return keep.reading(digest_of(path), name=name_of(path), document_id=document_id, edition=tools.edition)


def judge_document(document: Document, *, tools: Tools) -> ReadAgreement:
    """Segment and classify a document that was read."""
    words = tools.library.vocabulary
    agreement = segment(document, words)
    agreement = replace(agreement, terms=find_agreement_terms(agreement, words))
    read = classify(agreement, tools.library, cues=tools.cues, learned=tools.classifier.learned)
    return with_values(read, tools.library)


def failure_of(path: Path, error: ReadError) -> Failure:
    """Return why a file could not be read."""
    return Failure(name_of(path), str(error))


def assess_agreements(
    supplier: str,
    readings: Sequence[ReadAgreement],
    failures: Sequence[Failure] = (),
    *,
    tools: Tools,
    known: Known = NOTHING_KNOWN,
) -> Assessment:
    """Weigh the classified agreements of one supplier against every requirement.

    What `failures` name was not read: nothing that might stand there is reported as missing. A file of no
    bytes is one of them: it stands for a paper that did not come through whole. What is `known` is taken
    over as it is.
    """
    words = tools.library.vocabulary
    found = as_one_set([r.agreement for r in readings], words)
    readings = [replace(r, agreement=a) for r, a in zip(readings, found, strict=True)]
    unread = tuple(f.name for f in failures)
    elsewhere = known.groundwork.elsewhere if known.groundwork else stands_elsewhere(found, words)
    in_new_words = [reworded(r, elsewhere, tools.library) for r in readings]
    ground = known.groundwork or Groundwork(
        elsewhere, find_answered(found, words), weighed(in_new_words, tools.library)
    )
    agreements = AgreementSet(supplier, settle_references(found, ground.answered), unread, ground)
    return assess(agreements, in_new_words, tools.library, judge=tools.classifier.verdict, known=known)


def reworded(read: ReadAgreement, elsewhere: Elsewhere, library: Library) -> ReadAgreement:
    """Give passages whose words an amendment exchanged the values that their clause has in the new words."""
    own = read.agreement.document.id
    swaps = {c: a for a in elsewhere.amendments if a.old and a.target == own for c in a.clauses}
    if not swaps:
        return read
    requirements = {r.id: r for r in library.requirements}
    texts = {c.id: c.text for c in read.agreement.clauses if c.id in swaps}
    renewed = {c: text.replace(swaps[c].old, swaps[c].new) for c, text in texts.items()}
    parties = read.agreement.parties
    found = {c: find_terms(text, library.vocabulary, parties=parties) for c, text in renewed.items()}

    def valued(passage: Passage) -> Passage:
        if passage.clause not in found or swaps[passage.clause].old not in texts[passage.clause]:
            return passage
        return replace(passage, terms=terms_for(requirements[passage.requirement], found[passage.clause]))

    return replace(read, passages=tuple(valued(p) for p in read.passages))
