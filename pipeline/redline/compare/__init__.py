"""Two versions of an agreement set → what changed in words and in findings."""

from pipeline.redline.compare.compare import compare

__all__ = ["compare"]
