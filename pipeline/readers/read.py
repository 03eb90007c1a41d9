"""One verb for every file: look at its content, read it with the reader of that kind."""

import hashlib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from pipeline.domain.document import Document, Source
from pipeline.errors import DamagedFile, LimitExceeded, ReadError
from pipeline.readers import kinds
from pipeline.readers.files import content, name_of
from pipeline.readers.mail import read_mail
from pipeline.readers.manner import DEFAULT_MANNER, Manner
from pipeline.readers.markdown import read_markdown
from pipeline.readers.office import read_office
from pipeline.readers.pdf.reader import read_pdf
from pipeline.readers.plain import read_plain
from pipeline.readers.refusals import refusal
from pipeline.readers.web import read_web
from pipeline.readers.web_archive import read_web_archive
from pipeline.readers.word import read_word

ENTRY_POINTS = "clausegap.readers"  # the name of an entry point is the media type it reads


class Reader(Protocol):
    """What reads one kind of file."""

    def __call__(self, data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
        """Return the document; raises ReadError."""


READERS: dict[str, Reader] = {  # in the order of their names
    kinds.DOC: read_office,
    kinds.PDF: read_pdf,
    kinds.RTF: read_office,
    kinds.OUTLOOK: read_mail,
    kinds.ODT: read_office,
    kinds.WORD: read_word,
    kinds.MAIL: read_mail,
    kinds.WEB_ARCHIVE: read_web_archive,
    kinds.HTML: read_web,
    kinds.MARKDOWN: read_markdown,
    kinds.PLAIN: read_plain,
}


def read(path: Path, *, document_id: str, manner: Manner = DEFAULT_MANNER) -> Document:
    """Read a file in this process; raises ReadError. `read_guarded` also ends what hangs or swells."""
    name = name_of(path)
    data = content(path, limits=manner.limits)
    media_type = kinds.media_type_of(data, name=name)
    reader = _reader_for(media_type, name=name)
    source = Source(name, media_type, hashlib.sha256(data).hexdigest(), len(data))
    try:
        return reader(data, source=source, document_id=document_id, manner=manner)
    except ReadError:
        raise
    except MemoryError as error:
        raise LimitExceeded(f"{name} needs more memory to read than is allowed: split it.") from error
    except Exception as error:  # whatever a parser makes of a hostile file, the other files go on
        raise DamagedFile(
            f"{name} can't be read as {media_type}, it seems damaged: ask for it again."
        ) from error


def _reader_for(media_type: str, *, name: str) -> Reader:
    """Return the reader of the table, or an outsider's; raises ReadError where there is none."""
    if media_type in READERS:
        return READERS[media_type]
    for entry in entry_points(group=ENTRY_POINTS, name=media_type):
        reader: Reader = entry.load()
        return reader
    raise refusal(media_type, name=name)
