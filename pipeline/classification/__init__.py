"""Clauses classified: which requirements they bear on, with which stance, and which sub-points they meet."""
