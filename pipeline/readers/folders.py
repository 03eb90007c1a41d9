"""What is in a folder: documents, and what is no document by its name or by what it is.

What is hidden or a lock file ("~$terms.docx") is passed over; what is of another kind by its name is
left out and said so.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.files import shown

KINDS_READ = (
    "PDF, Word (.docx; .doc, .odt and .rtf through LibreOffice), web pages, Markdown and plain text, mails, "
    "and .zip archives of these"
)
OTHER_KINDS = {
    "a picture": ".bmp .gif .heic .ico .jpeg .jpg .png .psd .svg .tif .tiff .webp",
    "a spreadsheet": ".csv .numbers .ods .tsv .xls .xlsb .xlsm .xlsx",
    "a presentation": ".key .odp .pps .ppsx .ppt .pptx",
    "an archive": ".7z .bz2 .gz .rar .tar .tgz .xz .zst",
    "sound or video": ".aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .ogg .wav .webm",
    "data or settings": ".bak .db .ini .json .lock .log .sqlite .tmp .toml .url .xml .yaml .yml",
    "a program or its parts": ".bat .css .dll .exe .js .jar .msi .pdb .py .sh .so .ts .whl .woff .woff2",
    "a signature or key": ".asc .cer .crt .p7s .pem .sig",
}
KIND_OF = {ending: kind for kind, endings in OTHER_KINDS.items() for ending in endings.split()}
PASSED_OVER = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}


CLOSED = "no permission to look into this folder; ask for access or copy its files"


@dataclass(frozen=True, slots=True)
class Intake:
    """The documents to read, in a stable order; what was left out; what can't be looked into."""

    documents: tuple[Path, ...]
    left_out: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


def is_folder(path: Path) -> bool:
    """Tell a folder from a file; raises UsageError for what is neither."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UsageError(f"There is no file or folder “{shown(path)}”; check the spelling.") from None
    except OSError as error:
        raise UsageError(f"“{shown(path)}” can't be looked at: {error.strerror}.") from error
    if stat.S_ISDIR(mode):
        return True
    if not stat.S_ISREG(mode):
        raise UsageError(f"“{shown(path)}” is neither a file nor a folder; save its words as a file.")
    return False


def entries(folder: Path) -> list[Path]:
    """List what counts in a folder, in order of name; raises UsageError where it may not be read."""
    try:
        return sorted((p for p in folder.iterdir() if not passed_over(p.name)), key=_by_name)
    except PermissionError as error:
        raise UsageError(
            f"The folder “{shown(folder)}” can't be opened: no permission; ask for access or copy its files."
        ) from error
    except OSError as error:
        raise UsageError(f"The folder “{shown(folder)}” can't be opened: {error.strerror}.") from error


def refuse_same(folder: Path, apart_from: Path | None) -> None:
    """Raise UsageError where reports would go into the folder that is read."""
    if is_same(folder, apart_from):
        raise UsageError(
            f"Reports can't go into “{shown(folder)}”, which is read; give --out another folder."
        )


def is_same(folder: Path, other: Path | None) -> bool:
    """Tell whether two paths lead to one folder."""
    return other is not None and folder.resolve() == other.resolve()


def walk(folder: Path, *, apart_from: Path | None = None) -> Intake:
    """Return what is in a folder and its sub-folders, in order of name; names are within the folder."""
    documents: list[Path] = []
    left_out: list[Failure] = []
    failures: list[Failure] = []

    def closed(error: OSError) -> None:
        failures.append(Failure(shown(Path(error.filename).relative_to(folder)), CLOSED))

    for place, folders, files in os.walk(folder, onerror=closed):
        kept = [n for n in folders if not passed_over(n) and not is_same(Path(place, n), apart_from)]
        folders[:] = [name for name in kept if not other_kind(Path(place, name))]
        shut = [name for name in kept if name not in folders]
        for path in (Path(place, name) for name in [*shut, *files] if not passed_over(name)):
            if kind := other_kind(path):
                left_out.append(Failure(shown(path.relative_to(folder)), kind))
            else:
                documents.append(path)
    return Intake(
        tuple(sorted(documents, key=_by_name)),
        tuple(sorted(left_out, key=lambda f: f.name)),
        tuple(sorted(failures, key=lambda f: f.name)),
    )


def passed_over(name: str) -> bool:
    """Tell whether a file or folder of that name is passed over without a word."""
    return name.startswith((".", "~$")) or name.casefold() in PASSED_OVER


def other_kind(path: Path) -> str:
    """Say why a thing found in a folder is no document; "" where it may be one (or is a folder)."""
    if path.is_symlink() and not path.is_file():
        return "a link to a folder" if path.is_dir() else "a link to nothing"
    if path.is_dir():
        return _parts_of_page(path)
    if not path.is_file():
        return "not a regular file"
    kind = KIND_OF.get(path.suffix.casefold())
    return f"{kind} by its name ({path.suffix.lower()}), not a document" if kind else ""


def _parts_of_page(folder: Path) -> str:
    """Say whose parts a folder holds where a browser saved them: "terms_files" beside "terms.html"."""
    page = folder.name.removesuffix("_files")
    pages = (folder.with_name(page + ending) for ending in (".html", ".htm"))
    found = next((p for p in pages if page != folder.name and p.is_file()), None)
    return f"the parts of the web page {shown(found.name)}" if found else ""


def nothing_in(folder: Path | str, left_out: Sequence[Failure]) -> str:
    """Say that a folder holds nothing that is read."""
    if not left_out:
        return f"The folder “{shown(folder)}” is empty; put the contract's papers in it ({KINDS_READ})."
    names = ", ".join(f.name for f in left_out[:3]) + (", …" if len(left_out) > 3 else "")
    return f"The folder “{shown(folder)}” holds no document that is read ({KINDS_READ}); left out: {names}."


def _by_name(path: Path) -> tuple[list[str], str]:
    return [part.casefold() for part in path.parts], str(path)
