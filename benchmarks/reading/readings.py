"""The readers that are compared, each as: a file → its blocks of text."""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from pipeline.readers.manner import Manner
from pipeline.readers.read import read

OURS = "clausegap"
_BLANK_LINE = re.compile(r"\n\s*\n")
Reading = Callable[[Path], list[str]]


def by_clausegap(path: Path) -> list[str]:
    """Read in this process, without OCR: what is measured is the text layer."""
    document = read(path, document_id="d1", manner=Manner(ocr=False))
    return [f"{block.number or ''} {document.quote(block.span)}".strip() for block in document.blocks]


def by_kreuzberg(path: Path) -> list[str]:
    """Ask for Markdown: its plain text keeps paragraphs no further apart than lines."""
    from kreuzberg import ExtractionConfig, extract_file_sync

    plainly = ExtractionConfig(output_format="markdown", disable_ocr=True, use_cache=False)
    return _BLANK_LINE.split(extract_file_sync(str(path), config=plainly).content)


def by_markitdown(path: Path) -> list[str]:
    from markitdown import MarkItDown

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return _BLANK_LINE.split(MarkItDown(enable_plugins=False).convert(str(path)).text_content)


READERS: dict[str, Reading] = {
    OURS: by_clausegap,
    "kreuzberg": by_kreuzberg,
    "markitdown": by_markitdown,
}


def blocks_by(reader: str, path: Path, *, kept: Path) -> list[str]:
    """Return the blocks of a reading; those of other people's readers are kept, as they don't change here."""
    if reader == OURS:
        return by_clausegap(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:24]
    file = kept / f"{reader}-{version(reader)}-{digest}.json"
    if not file.exists():
        file.write_text(json.dumps(READERS[reader](path)), encoding="utf-8")
    found: list[str] = json.loads(file.read_text(encoding="utf-8"))
    return found
