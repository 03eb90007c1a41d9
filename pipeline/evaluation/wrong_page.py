"""The wrong verdicts as one self-contained page: the annotator's words beside ours."""

from collections import Counter
from collections.abc import Sequence

from pipeline.domain.requirements import Library
from pipeline.evaluation.wrong import Wrong
from pipeline.reports.template import fill


def wrong_page(wrong: Sequence[Wrong], library: Library, *, way: str) -> str:
    """Return the page, by requirement in catalogue order, those farthest apart and surest first."""
    groups = [(r, _of(r.id, wrong)) for r in library.requirements]
    return fill(
        "wrong.html",
        styles=("page.css", "comparison.css", "wrong.css"),
        way=way,
        number=len(wrong),
        groups=[(r, own, _mistakes(own)) for r, own in groups if own],
    )


def _of(requirement: str, wrong: Sequence[Wrong]) -> list[Wrong]:
    own = [w for w in wrong if w.requirement == requirement]
    return sorted(own, key=lambda w: (-w.apart, -w.confidence, w.doc_id))


def _mistakes(wrong: Sequence[Wrong]) -> list[tuple[str, str, int]]:
    """Return each sort of mistake (annotator's status, ours, how often), the commonest first."""
    times = Counter((w.gold.status, w.ours.status) for w in wrong)
    return [(gold, ours, number) for (gold, ours), number in times.most_common()]
