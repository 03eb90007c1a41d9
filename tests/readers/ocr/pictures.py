"""Pictures of pages drawn for tests: bars for words, which is all that skew and columns are seen by."""

import io

import numpy as np
from PIL import Image

DPI = 150
WIDTH, HEIGHT = 1275, 1650  # Letter


def bars(*lines: tuple[int, int, int], paper: int = 250, ink: int = 20) -> np.ndarray:
    """Return a page with words of bars on each line: left edge, right edge, top; 14 pixels high."""
    page = np.full((HEIGHT, WIDTH), paper, dtype=np.uint8)
    dice = np.random.default_rng(3)  # words of all lengths, so that no white runs down the page
    for left, right, top in lines:
        x = left
        while x < right - 8:
            word = int(dice.integers(15, 90))
            page[top : top + 14, x : min(x + word, right)] = ink
            x += word + 8
        page[top : top + 14, right - 10 : right] = ink
    return page


def prose(
    left: int = 150, right: int = 1125, *, first: int = 150, count: int = 40
) -> list[tuple[int, int, int]]:
    """Return the lines of a column that are filled to the right, every sixth one shorter."""
    return [(left, right - (300 if n % 6 == 5 else 0), first + 30 * n) for n in range(count)]


def turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    """Return the picture turned clockwise about its middle."""
    image = Image.fromarray(picture).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
    return np.asarray(image)


def noisy(picture: np.ndarray, *, grain: float = 8.0, specks: float = 0.0003) -> np.ndarray:
    """Return the picture as a scanner of middling quality gives it."""
    dice = np.random.default_rng(7)
    grey = picture + dice.normal(0, grain, picture.shape)
    grey[dice.random(picture.shape) < specks] = 0
    file = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(file, "JPEG", quality=80)
    return np.asarray(Image.open(file))
