"""Where a portfolio lies: a folder, a pattern of folders, or a place that fsspec reaches by URL."""

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import UsageError
from pipeline.readers.files import shown
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.suppliers import PortfolioPapers, SupplierPapers, find_suppliers, match_suppliers
from pipeline.readers.unpacking import found_documents, unpacked_suppliers

LOCAL = ("file", "local")


@contextmanager
def found_suppliers(
    where: str | Path, *, apart_from: Path | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[PortfolioPapers]:
    """Find the suppliers of a portfolio, their archives and mails unpacked for the time of the block.

    `where` is a folder, a pattern ("contracts/*/2026*") or a URL (s3://bucket/contracts), whose files
    are fetched for that time. Raises UsageError where there is no portfolio, or none can be reached.
    """
    place = on_this_machine(str(where))
    if place is None:
        from pipeline.readers.remote import fetched_suppliers  # noqa: PLC0415 - fsspec only where it is used

        with (
            fetched_suppliers(str(where), limits=limits) as fetched,
            unpacked_suppliers(fetched, limits=limits) as papers,
        ):
            yield papers
        return
    is_pattern = glob.has_magic(place) and not Path(place).exists()
    found = (
        match_suppliers(place, apart_from=apart_from)
        if is_pattern
        else find_suppliers(Path(place), apart_from=apart_from)
    )
    with unpacked_suppliers(found, limits=limits) as papers:
        yield papers


@contextmanager
def found_supplier(where: str, *, apart_from: Path | None = None) -> Iterator[PortfolioPapers]:
    """Find the documents of one supplier, a folder or file on this machine, as a portfolio of one."""
    place = on_this_machine(where)
    if place is None:
        raise UsageError(
            f"“{without_secrets(where)}” is not on this machine; give the folder above to batch."
        )
    path = Path(place)
    with found_documents([path], apart_from=apart_from) as papers:
        name = path.absolute().name if path.is_dir() else path.stem
        yield PortfolioPapers((SupplierPapers(shown(name), papers, loose=True),))


def on_this_machine(where: str) -> str | None:
    """Return the path or pattern that is meant; None for a URL that leads elsewhere."""
    scheme, found, rest = where.partition("://")
    if not found or not scheme.replace("+", "").replace("::", "").isalnum():
        return where
    return rest if scheme in LOCAL else None


def without_secrets(url: str) -> str:
    """Return the URL as it may be shown and kept: without user, password and what follows a "?"."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"
