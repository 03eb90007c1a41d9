"""Documents understood as agreements."""

from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.document import Document
from pipeline.language import Vocabulary, language_of
from pipeline.structure.definitions import defines, find_definitions
from pipeline.structure.drafting import find_drafting_notes
from pipeline.structure.furniture import furniture
from pipeline.structure.kinds import nature_of
from pipeline.structure.options import find_options, unticked
from pipeline.structure.other_documents import find_document_references
from pipeline.structure.parties import find_parties
from pipeline.structure.placeholders import find_placeholders
from pipeline.structure.references import find_cross_references
from pipeline.structure.tree import clause_tree
from pipeline.structure.units import units

_TITLE_PIECES = 6
_LONGEST_TITLE = 150  # characters


def segment(document: Document, vocabulary: Vocabulary) -> Agreement:
    """Return the document as an agreement; every block stands in exactly one clause."""
    contents = furniture(document, vocabulary=vocabulary)
    clauses = tuple(
        _marked(clause) for clause in clause_tree(document.id, units(document, contents=contents))
    )
    language, _ = language_of(document.text)
    nature = nature_of(
        clauses, name=own_name(document), vocabulary=vocabulary, is_whole=not document.pages_unread
    )
    pointers = find_cross_references(clauses)
    options = find_options(document)
    not_agreed, notes = unticked(options), find_drafting_notes(document, vocabulary)
    parties = find_parties(clauses, vocabulary=vocabulary)
    return Agreement(
        document=document,
        kind=nature.kind,
        kind_confidence=nature.confidence,
        language=language,
        is_service_agreement=not nature.not_because,
        not_because=nature.not_because,
        clauses=clauses,
        definitions=find_definitions(clauses),
        cross_references=pointers,
        references=find_document_references(
            clauses,
            cross_references=pointers,
            title=title_of(document, clauses),
            parties=parties,
            silent=(*not_agreed, *notes),
            vocabulary=vocabulary,
        ),
        placeholders=find_placeholders(document, clauses, options=options, vocabulary=vocabulary),
        unticked=not_agreed,
        drafting=notes,
        parties=parties,
    )


def _marked(clause: Clause) -> Clause:
    return replace(clause, kind="definition") if clause.kind == "clause" and defines(clause) else clause


def title_of(document: Document, clauses: tuple[Clause, ...]) -> str:
    """Return the file's name, the first line and the headings right below it."""
    opening = [c for c in clauses[:_TITLE_PIECES] if c.kind != "contents"]
    lines = [c.text[:_LONGEST_TITLE] for at, c in enumerate(opening) if at == 0 or c.kind == "heading"]
    return " · ".join([own_name(document), *lines])


def own_name(document: Document) -> str:
    """Return the file's own name, without the archive or mail it came in ("papers.zip/dpa.pdf")."""
    return document.source.name.rpartition("/")[2]
