"""Where a redline or a reply goes: to the file named, else beside the paper and over no earlier result.

An earlier result may hold a lawyer's own work by now, and nobody asked for it to be replaced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, and those that were there before under the names they would have had."""

    paths: tuple[Path, ...]
    kept: tuple[Path, ...] = ()

    def __str__(self) -> str:
        """Name the files, and what stays as it is."""
        kept = f"; what was there before stays: {', '.join(p.name for p in self.kept)}" if self.kept else ""
        return ", ".join(map(str, self.paths)) + kept


def write_beside(agreement: Path, files: Mapping[str, bytes], *, out: Path | None) -> Written:
    """Write files, given by the ending of their names, and return where.

    With `out` the first goes there and the others beside it, whatever was there before.
    """
    from pipeline.reports.writing import write_all

    placed = _named(out, files) if out else _free(agreement, files)
    paths = write_all({p.name: data for p, data in placed.items()}, folder=next(iter(placed)).parent)
    first = _beside(agreement, files, number=1)
    kept = () if out else tuple(p for p in first if p not in placed and p.exists())
    return Written(paths, kept)


def _named(out: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    rest = list(files)[1:]
    paths = (out, *(out.with_name(out.stem + ending) for ending in rest))
    return dict(zip(paths, files.values(), strict=True))


def _free(agreement: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return the files under the first number at which none stands in the way; they keep one number."""
    tries = (_beside(agreement, files, number=number) for number in count(1))
    return next(placed for placed in tries if not any(_holds_other(p, data) for p, data in placed.items()))


def _beside(agreement: Path, files: Mapping[str, bytes], *, number: int) -> dict[Path, bytes]:
    """Return vendor.redline.docx, vendor.redline-2.docx … with what belongs into it."""
    paths = {agreement.with_name(agreement.stem + ending): data for ending, data in files.items()}
    if number == 1:
        return paths
    return {p.with_stem(f"{p.stem}-{number}"): data for p, data in paths.items()}


def _holds_other(path: Path, data: bytes) -> bool:
    """Tell whether something else is there; what can't be read is something else."""
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:
        return True
