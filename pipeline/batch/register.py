"""The register of a run, written anew only where what it is made from, or what stands in --out, moved.

It takes seconds for hundreds of suppliers. What is kept is a note of the digests of its files, under the
digest of all that they were made from.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.readers.intake import digest_of
from pipeline.reports.portfolio_table import write_portfolio
from pipeline.reports.register import Whole
from pipeline.store.cache import Cache
from pipeline.store.portfolio import Store

NOTE = "register.json"
_DIGESTS = TypeAdapter(dict[str, str])  # SHA-256 (hex) by the file's name


def write_register(
    store: Store,
    run: int,
    whole: Whole,
    *,
    paths: Mapping[str, str],
    folder: Path,
    formats: tuple[str, ...],
    cache: Cache,
) -> tuple[Path, ...]:
    """Write the reports on all suppliers of a run and return their paths; files that are right are left.

    `paths` is supplier → review.json, relative to `folder`. Raises StoreError, UsageError.
    """
    made_from = _digest(store.said(run), whole, paths=paths, formats=formats)
    noted = _noted(cache.report(made_from, name=NOTE, edition=whole.edition))
    if noted and all(digest_of(folder / name) == digest for name, digest in noted.items()):
        return tuple(folder / name for name in noted)
    written = write_portfolio(store.reviews(run), whole, paths=paths, folder=folder, formats=formats)
    note = _DIGESTS.dump_json({path.name: digest_of(path) for path in written})
    cache.keep_report(note, set_sha256=made_from, name=NOTE, edition=whole.edition)
    return written


def _digest(
    said: Mapping[str, str], whole: Whole, *, paths: Mapping[str, str], formats: tuple[str, ...]
) -> str:
    """Return the digest (SHA-256, hex) of all that the register says; the library is in the edition."""
    files = [[(f.name, f.reason) for f in failures] for failures in (whole.failures, whole.left_out)]
    day = whole.as_of.isoformat() if whole.as_of else ""
    parts = [sorted(said.items()), sorted(paths.items()), files, day, formats]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _noted(content: bytes | None) -> dict[str, str]:
    try:
        return _DIGESTS.validate_json(content) if content else {}
    except ValidationError:
        return {}
