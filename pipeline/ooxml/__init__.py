"""The Word XML walk: package, styles, automatic numbers, revisions; plain dataclasses come out."""
