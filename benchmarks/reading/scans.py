"""Pictures of agreements, crooked and noisy: how many of their words OCR gives back, and how fast."""

import multiprocessing
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.reading.gold import PAIRS, Gold
from benchmarks.reading.measures import words
from pipeline.domain.document import Document
from pipeline.readers.manner import Manner
from pipeline.readers.read import read

RESOLUTIONS = (150, 200)  # dots an inch
_SKEW = 1.0  # degrees
_NOISE = 14.0  # of 255, standard deviation
_SPECKS = 0.002  # of all dots, half of them black
_LONGEST = 6  # pages of one agreement


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture-only PDF and the words that were on its pages."""

    name: str
    resolution: int
    pdf: Path
    words: Counter[str]
    pages: int


def print_scans(golds: Sequence[Gold], *, corpus: Path | None, pages: int, seed: int, work: Path) -> None:
    """Read scans on two cores and print word recall by resolution, then the files that need OCR."""
    if shutil.which("tesseract") is None:
        print("\nSkipped: OCR; to install it: apt-get install tesseract-ocr")
        return
    chosen = _chosen(golds, pages=pages, seed=seed)
    scans = [_scanned(gold, r, seed=seed, work=work) for r in RESOLUTIONS for gold in chosen]
    print(f"\nOCR, {sum(scan.pages for scan in scans)} pages skewed by {_SKEW:.0f} degree, with noise")
    start = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(_read, [scan.pdf for scan in scans]))
    minutes = (time.perf_counter() - start) / 60
    for resolution in RESOLUTIONS:
        at = [(s, f) for s, f in zip(scans, found, strict=True) if s.resolution == resolution]
        _print_recall(f"{resolution} dpi", at)
    print(f"  {sum(scan.pages for scan in scans) / minutes:.0f} pages a minute in two processes")
    for scan, result in zip(scans, found, strict=True):
        _print_recall(f"  {scan.name}, {scan.resolution} dpi", [(scan, result)])
    for path, before, after in _pictures_of(corpus):
        print(f"  {path.name}: {before} pages unread without OCR, {after} with it")


def _print_recall(label: str, of: Sequence[tuple[Scan, tuple[Counter[str], int]]]) -> None:
    there = sum(scan.words.total() for scan, _ in of)
    back = sum((scan.words & found).total() for scan, (found, _) in of)
    unread = sum(count for _, (_, count) in of)
    print(f"  {label:62} word recall {back / max(1, there):.4f}" + (f", {unread} unread" if unread else ""))


def _read(path: Path) -> tuple[Counter[str], int]:
    """Return the words of a scan and the number of pages that were not read."""
    document = read(path, document_id="d1")
    return Counter(words(document.text)), len(document.pages_unread)


def _chosen(golds: Sequence[Gold], *, pages: int, seed: int) -> list[Gold]:
    """Return short agreements in any order, one each, up to that many pages at each resolution."""
    short = [gold for gold in golds if gold.group != PAIRS and gold.pages <= _LONGEST]
    random.Random(seed).shuffle(short)
    chosen: dict[str, Gold] = {}
    for gold in short:
        if sum(g.pages for g in chosen.values()) < pages:
            chosen.setdefault(gold.name, gold)
    return list(chosen.values())


def _scanned(gold: Gold, resolution: int, *, seed: int, work: Path) -> Scan:
    rng = np.random.default_rng(seed)
    pdf = work / f"{gold.pdf.stem}-{resolution}dpi.pdf"
    if not pdf.exists():
        pictures = [_worn(page, rng) for page in _pictures(gold.pdf, resolution)]
        pictures[0].save(pdf, save_all=True, append_images=pictures[1:], resolution=resolution)
    source = Counter(word for truth in gold.truths for word in words(truth.forms[0]))
    return Scan(gold.pdf.stem, resolution, pdf, source, gold.pages)


def _pictures(pdf: Path, resolution: int) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=resolution / 72, grayscale=True).to_pil().convert("L")
            page.close()


def _worn(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Return the page as a scanner leaves it: crooked, grainy, with specks."""
    crooked = page.rotate(_SKEW, resample=Image.Resampling.BICUBIC, fillcolor=255)
    dots = np.asarray(crooked, dtype=np.float32) + rng.normal(0, _NOISE, (crooked.height, crooked.width))
    chance = rng.random(dots.shape)
    dots[chance < _SPECKS / 2] = 0
    dots[chance > 1 - _SPECKS / 2] = 255
    return Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))


def _pictures_of(corpus: Path | None) -> Iterator[tuple[Path, int, int]]:
    """Yield the PDFs of CORPUS/files with pages that can't be read as text, before and after."""
    for path in sorted((corpus / "files").glob("*.pdf")) if corpus is not None else ():
        before: Document = read(path, document_id="d1", manner=Manner(ocr=False))
        if before.pages_unread:
            after = read(path, document_id="d1")
            yield path, len(before.pages_unread), len(after.pages_unread)
