"""Finished portfolios judged anew from what is kept, and held against each other; no file is opened."""

from pipeline.reassess.difference import diff_runs
from pipeline.reassess.judge import Judge, open_judge
from pipeline.reassess.what_if import Judged, Task, judge_again, keep_what_if, reassess

__all__ = [
    "Judge",
    "Judged",
    "Task",
    "diff_runs",
    "judge_again",
    "keep_what_if",
    "open_judge",
    "reassess",
]
