"""One picture through Tesseract: grey pixels in, its table of words out."""

import os
import subprocess
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.ocr.program import Program

Grey = NDArray[np.uint8]
"""Pixels of a page, row by row from the top: 0 is black, 255 white."""

_ONE_COLUMN = "4"  # lines of one column, in type of any size
# One thread each: several pages are recognised side by side, and its own threads gain little.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


def words_table(
    picture: Grey, *, program: Program, languages: Sequence[str], dpi: int, seconds: float
) -> str | None:
    """Return the table of words (TSV); None where the program fails or takes longer than allowed."""
    arguments = ["stdin", "stdout", "-l", "+".join(languages), "--psm", _ONE_COLUMN]
    arguments += ["--dpi", str(dpi), "tsv"]
    output = _run(program, arguments, picture, seconds=seconds)
    return None if output is None else output.decode("utf-8", errors="replace")


def _run(program: Program, arguments: Sequence[str], picture: Grey, *, seconds: float) -> bytes | None:
    height, width = picture.shape
    data = b"P5 %d %d 255\n" % (width, height) + picture.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 - the program that the user has installed
            [program.path, *arguments],
            input=data,
            capture_output=True,
            timeout=max(seconds, 0.01),
            env=os.environ | _ENVIRONMENT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):  # `run` kills what takes too long
        return None
    return done.stdout if done.returncode == 0 else None
