"""The values clauses fix, which of them a requirement asks for, and how strongly words bind."""

from pipeline.extraction.agreement_terms import find_agreement_terms
from pipeline.extraction.attributes import terms_for
from pipeline.extraction.find import find_terms
from pipeline.extraction.modality import modality_of
from pipeline.extraction.passages import with_values

__all__ = ["find_agreement_terms", "find_terms", "modality_of", "terms_for", "with_values"]
