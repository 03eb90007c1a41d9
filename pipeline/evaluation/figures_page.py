"""The figures as one self-contained page: tables, reliability and risk-coverage curve, learning curve."""

from pipeline import __version__
from pipeline.evaluation.calibration import WANTED_RIGHT, calibration_of
from pipeline.evaluation.charts import abstaining_chart, learning_chart, reliability_chart
from pipeline.evaluation.figures import Evaluation, commonest_mistake
from pipeline.evaluation.intervals import DRAWS
from pipeline.evaluation.table import title_of
from pipeline.reports.template import fill

COLUMNS = (
    ("Accuracy", "status", "accuracy"),
    ("Weighted kappa", "status", "kappa"),
    ("Addressed F1", "addressed", "f1"),
    ("Met F1", "met", "f1"),
    ("Contradicted F1", "contradicted", "f1"),
    ("Evidence F1", "evidence", "f1"),
    ("Terms F1", "terms", "f1"),
    ("Sub-point F1", "subpoints", "f1"),
)
HARDEST_SHOWN = 20


def figures_page(evaluation: Evaluation) -> str:
    """Return the page."""
    calibration = calibration_of(evaluation.whole.counts)
    return fill(
        "evaluation.html",
        styles=("page.css", "evaluation.css"),
        evaluation=evaluation,
        rows=[
            (*title_of(row, part), n == 0, [g.rows[row][part] for g in (evaluation.whole, evaluation.core)])
            for row, parts in evaluation.whole.rows.items()
            for n, part in enumerate(parts)
        ],
        columns=COLUMNS,
        calibration=calibration,
        review=evaluation.whole.rows["confidence"],
        wanted_right=WANTED_RIGHT,
        reliability=reliability_chart(calibration),
        abstaining=abstaining_chart(calibration, evaluation.whole.rows),
        learning=learning_chart(evaluation) if evaluation.learning_curve else None,
        hardest=[(g, commonest_mistake(g)) for g in evaluation.hardest()],
        shown=HARDEST_SHOWN,
        draws=DRAWS,
        version=__version__,
    )
