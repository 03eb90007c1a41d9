"""A page of a PDF as it is shown: cropped and turned, its points counted from the top left."""

from dataclasses import dataclass

from pypdf import PageObject

# Left, top, right, bottom as shown; in the file the lowest x and y, then the highest.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """The size of a page as it is shown, in points, and the way from there into the file's coordinates.

    `matrix` takes points from the bottom left, as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f.
    """

    matrix: tuple[float, float, float, float, float, float]
    width: float
    height: float

    def in_file(self, box: Box) -> Box:
        """Return a box of the page in the file's own coordinates."""
        (x0, y0), (x1, y1) = (self._point(*corner) for corner in (box[:2], box[2:]))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, from_top: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        y = self.height - from_top
        return a * x + c * y + e, b * x + d * y + f


def shown(page: PageObject) -> Shown:
    """Return how a page is shown; a crop that leaves nothing is none."""
    media, crop = ([float(n) for n in box] for box in (page.mediabox, page.cropbox))
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if left >= right or bottom >= top:
        left, bottom, right, top = media
    width, height = right - left, top - bottom
    match page.rotation % 360:
        case 90:
            return Shown((0, 1, -1, 0, right, bottom), height, width)
        case 180:
            return Shown((-1, 0, 0, -1, right, top), width, height)
        case 270:
            return Shown((0, -1, 1, 0, left, top), height, width)
        case _:
            return Shown((1, 0, 0, 1, left, bottom), width, height)
