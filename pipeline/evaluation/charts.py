"""Charts as geometry, in points of a picture; the page's template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from pipeline.evaluation.calibration import WANTED_RIGHT, Calibration
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.intervals import Rows

WIDTH, HEIGHT = 470, 330
LEFT, RIGHT, TOP, BOTTOM = 48, 20, 14, 44
NAMED = 110  # room for the names of lines, right of the plot
LEAST_SHARE = 0.01  # kept, from which the share that is wrong says anything
LARGEST = 13.0  # radius of the fullest bin
APART = 14  # between the names of two lines

CURVES = (  # of the learning curve
    ("accuracy", "status", "accuracy"),
    ("kappa", "status", "kappa"),
    ("addressed F1", "addressed", "f1"),
    ("met F1", "met", "f1"),
    ("evidence F1", "evidence", "f1"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis and where it stands."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its radius, and in words what it says; `low` and `high` are the ends of its interval."""

    x: float
    y: float
    radius: float
    said: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points "x,y x,y …", broken as `dash` says, with its name at its end."""

    points: str
    dash: str = ""
    name: str = ""
    name_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture: its sides, axes, lines and marks; `said` tells it to those who can't see it."""

    said: str
    x_title: str
    y_title: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True, slots=True)
class _Plane:
    """Turns values into points of the picture."""

    least_x: float
    most_x: float
    least_y: float
    most_y: float
    right: float = WIDTH - RIGHT

    def x(self, value: float) -> float:
        return round(LEFT + (value - self.least_x) / (self.most_x - self.least_x) * (self.right - LEFT), 1)

    def y(self, value: float) -> float:
        bottom = HEIGHT - BOTTOM
        return round(bottom - (value - self.least_y) / (self.most_y - self.least_y) * (bottom - TOP), 1)

    def line(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in points)

    def x_ticks(self, values: Sequence[float]) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(v), f"{v:g}") for v in values)

    def y_ticks(self, values: Sequence[float]) -> tuple[Tick, ...]:
        return tuple(Tick(self.y(v), f"{v:g}") for v in values)


def reliability_chart(found: Calibration) -> Chart:
    """Return the reliability curve: how often findings of a confidence are right."""
    plane = _Plane(0, 1, 0, 1)
    fifths = tuple(n / 5 for n in range(6))
    most = max((b.decisions for b in found.bins), default=1)
    return Chart(
        said="Share of findings that are right, by confidence; on the dashed line both would be the same.",
        x_title="confidence",
        y_title="share right",
        x_ticks=plane.x_ticks(fifths),
        y_ticks=plane.y_ticks(fifths),
        lines=(
            Line(plane.line([(0, 0), (1, 1)]), dash="4 4"),
            Line(plane.line([(b.confidence, b.right) for b in found.bins])),
        ),
        marks=tuple(
            Mark(
                plane.x(b.confidence),
                plane.y(b.right),
                round(max(LARGEST * (b.decisions / most) ** 0.5, 2), 1),
                f"{b.decisions:,} findings of confidence {b.confidence:.2f}: {b.right:.2f} right",
            )
            for b in found.bins
        ),
    )


def abstaining_chart(found: Calibration, rows: Rows) -> Chart:
    """Return the risk-coverage curve, with the point at which findings are shown without a flag."""
    review = rows["confidence"]
    unflagged = [(1 - review["to_review"].value, 1 - review["right_unreviewed"].value)]
    kept = [k for k in found.kept if k.share >= LEAST_SHARE]
    worst = max((1 - k.right for k in kept), default=0.1)
    top = max(0.1, -(-worst // 0.05) * 0.05)
    plane = _Plane(0, 1, 0, top)
    return Chart(
        said="Share of findings that are wrong, by the share kept when the least sure are left to a person.",
        x_title="share kept, the surest first",
        y_title="share wrong",
        x_ticks=plane.x_ticks(tuple(n / 5 for n in range(6))),
        y_ticks=plane.y_ticks(tuple(n * 0.05 for n in range(round(top / 0.05) + 1))),
        lines=(
            Line(plane.line([(0, 1 - WANTED_RIGHT), (1, 1 - WANTED_RIGHT)]), dash="4 4"),
            Line(plane.line([(k.share, 1 - k.right) for k in kept])),
        ),
        marks=tuple(
            Mark(
                plane.x(share), plane.y(wrong), 5.0, f"Without a flag: {share:.2f} of all, {wrong:.3f} wrong"
            )
            for share, wrong in unflagged
            if not isnan(wrong) and wrong <= top
        ),
    )


def learning_chart(evaluation: Evaluation) -> Chart:
    """Return the learning curve: figures, with their intervals, by agreements learned from."""
    steps = sorted(evaluation.learning_curve, key=lambda s: s.agreements)
    sizes = [s.agreements for s in steps]
    room = (sizes[-1] - sizes[0]) * 0.06 or 1
    plane = _Plane(sizes[0] - room, sizes[-1] + room, 0.2, 1, right=WIDTH - NAMED)
    lines, marks = [], []
    for title, row, part in CURVES:
        found = [(s.agreements, s.group.rows[row][part]) for s in steps]
        lines.append(
            Line(
                plane.line([(n, max(e.value, 0.2)) for n, e in found]),
                name=title,
                name_at=plane.y(max(found[-1][1].value, 0.2)),
            )
        )
        marks += [
            Mark(
                plane.x(n),
                plane.y(max(e.value, 0.2)),
                3.0,
                f"{title} {e.value:.3f} from {n} agreements",
                plane.y(max(e.low, 0.2)),
                plane.y(min(e.high, 1)),
            )
            for n, e in found
            if not isnan(e.value)
        ]
    return Chart(
        said="Figures by the number of agreements learned from.",
        x_title="agreements learned from",
        y_title="figure",
        x_ticks=plane.x_ticks(sizes),
        y_ticks=plane.y_ticks((0.2, 0.4, 0.6, 0.8, 1.0)),
        lines=_named_apart(lines),
        marks=tuple(marks),
        right=WIDTH - NAMED,
    )


def _named_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Move the names of lines that end close together, so that none covers another."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda each: each.name_at):
        least = placed[-1].name_at + APART if placed else line.name_at
        placed.append(Line(line.points, line.dash, line.name, max(line.name_at, least)))
    return tuple(placed)
