"""A document understood as a contract: its clauses, definitions, references, placeholders, parties, kind."""

from pipeline.structure.elsewhere import stands_elsewhere
from pipeline.structure.one_set import as_one_set
from pipeline.structure.segment import segment
from pipeline.structure.supplied import find_answered, settle_references

__all__ = ["as_one_set", "find_answered", "segment", "settle_references", "stands_elsewhere"]
