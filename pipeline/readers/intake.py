"""Which files make an agreement set, and which suppliers make a portfolio.

A folder stands for everything in it. What is hidden or a lock file ("~$terms.docx") is passed over;
what is of another kind by its name is left out and said so. A file that the user names is always
tried: its content decides.
"""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import UsageError

KINDS_READ = "PDF, Word (.docx), web pages, Markdown and plain text"
OTHER_KINDS = {
    "a picture": ".bmp .gif .heic .ico .jpeg .jpg .png .psd .svg .tif .tiff .webp",
    "a spreadsheet": ".csv .numbers .ods .tsv .xls .xlsb .xlsm .xlsx",
    "a presentation": ".key .odp .pps .ppsx .ppt .pptx",
    "an archive": ".7z .bz2 .gz .rar .tar .tgz .xz .zip .zst",
    "sound or video": ".aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .ogg .wav .webm",
    "data or settings": ".bak .db .ini .json .lock .log .sqlite .tmp .toml .url .xml .yaml .yml",
    "a program or its parts": ".bat .css .dll .exe .js .jar .msi .pdb .py .sh .so .ts .whl .woff .woff2",
    "a signature or key": ".asc .cer .crt .p7s .pem .sig",
}
KIND_OF = {ending: kind for kind, endings in OTHER_KINDS.items() for ending in endings.split()}
PASSED_OVER = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}


@dataclass(frozen=True, slots=True)
class Intake:
    """The documents to read, in a stable order; what was left out; what can't be looked into."""

    documents: tuple[Path, ...]
    left_out: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class SupplierPapers:
    """One supplier of a portfolio, by a name that is unique in it, and its papers."""

    name: str
    papers: Intake


@dataclass(frozen=True, slots=True)
class PortfolioPapers:
    """All suppliers of a folder in order of name; what belongs to none."""

    suppliers: tuple[SupplierPapers, ...]
    left_out: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


def find_documents(paths: Sequence[Path], *, apart_from: Path | None = None) -> Intake:
    """Return the documents of one agreement set: the files named, and all in the folders named.

    The same content twice is read once; the folder `apart_from`, where reports go, is passed over.
    Raises UsageError where a path is missing, a folder is empty or closed to this user, or holds
    nothing that is read.
    """
    named = [path for path in paths if not _is_folder(path)]
    found = [_find_in(path, apart_from=apart_from) for path in paths if path not in named]
    whole = Intake(
        documents=(*named, *(d for intake in found for d in intake.documents)),
        left_out=tuple(f for intake in found for f in intake.left_out),
        failures=tuple(f for intake in found for f in intake.failures),
    )
    return _each_once(whole)


def find_suppliers(folder: Path, *, apart_from: Path | None = None) -> PortfolioPapers:
    """Return a supplier for every sub-folder and for every loose file of the folder.

    The folder `apart_from`, where reports go, is passed over. Raises UsageError where the folder is
    missing, no folder, closed to this user, or holds no supplier.
    """
    if not _is_folder(folder):
        raise UsageError(f"“{_shown(folder)}” is a file; give batch a folder with one sub-folder a supplier.")
    loose: list[Path] = []
    folders: list[SupplierPapers] = []
    left_out: list[Failure] = []
    failures: list[Failure] = []
    _refuse_same(folder, apart_from)
    for entry in _entries(folder):
        if _is_same(entry, apart_from):
            continue
        kind = _other_kind(entry)
        if kind:
            left_out.append(Failure(_shown(entry.name), kind))
        elif entry.is_file():
            loose.append(entry)
        elif not os.access(entry, os.R_OK | os.X_OK):
            failures.append(Failure(_shown(entry.name), CLOSED))
        elif (papers := _each_once(_walk(entry, apart_from=apart_from))).documents or papers.failures:
            folders.append(SupplierPapers(_shown(entry.name), papers))
        else:
            left_out.append(Failure(_shown(entry.name), "no document in this folder"))
    suppliers = [*folders, *_loose_suppliers(loose, taken={s.name.casefold() for s in folders})]
    if not suppliers and not failures:
        raise UsageError(_nothing_in(folder, left_out))
    ordered = sorted(suppliers, key=lambda s: (s.name.casefold(), s.name))
    return PortfolioPapers(tuple(ordered), tuple(left_out), tuple(failures))


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hex) of the file's content; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


CLOSED = "no permission to look into this folder; ask for access or copy its files"


def _is_folder(path: Path) -> bool:
    """Tell a folder from a file; raises UsageError for what is neither."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UsageError(f"There is no file or folder “{_shown(path)}”; check the spelling.") from None
    except OSError as error:
        raise UsageError(f"“{_shown(path)}” can't be looked at: {error.strerror}.") from error
    if stat.S_ISDIR(mode):
        return True
    if not stat.S_ISREG(mode):
        raise UsageError(f"“{_shown(path)}” is neither a file nor a folder; save its words as a file.")
    return False


def _find_in(folder: Path, *, apart_from: Path | None) -> Intake:
    _refuse_same(folder, apart_from)
    _entries(folder)
    intake = _walk(folder, apart_from=apart_from)
    if not intake.documents and not intake.failures:
        raise UsageError(_nothing_in(folder, intake.left_out))
    return intake


def _entries(folder: Path) -> list[Path]:
    """List what counts in a folder, in order of name; raises UsageError where it may not be read."""
    try:
        return sorted((p for p in folder.iterdir() if not _passed_over(p.name)), key=_by_name)
    except PermissionError as error:
        raise UsageError(
            f"The folder “{_shown(folder)}” can't be opened: no permission; ask for access or copy its files."
        ) from error
    except OSError as error:
        raise UsageError(f"The folder “{_shown(folder)}” can't be opened: {error.strerror}.") from error


def _refuse_same(folder: Path, apart_from: Path | None) -> None:
    if _is_same(folder, apart_from):
        raise UsageError(
            f"Reports can't go into “{_shown(folder)}”, which is read; give --out another folder."
        )


def _is_same(folder: Path, other: Path | None) -> bool:
    return other is not None and folder.resolve() == other.resolve()


def _walk(folder: Path, *, apart_from: Path | None) -> Intake:
    documents: list[Path] = []
    left_out: list[Failure] = []
    failures: list[Failure] = []

    def closed(error: OSError) -> None:
        failures.append(Failure(_shown(Path(error.filename).relative_to(folder)), CLOSED))

    for place, folders, files in os.walk(folder, onerror=closed):
        kept = [n for n in folders if not _passed_over(n) and not _is_same(Path(place, n), apart_from)]
        folders[:] = [name for name in kept if not _other_kind(Path(place, name))]
        shut = [name for name in kept if name not in folders]
        for path in (Path(place, name) for name in [*shut, *files] if not _passed_over(name)):
            if kind := _other_kind(path):
                left_out.append(Failure(_shown(path.relative_to(folder)), kind))
            else:
                documents.append(path)
    return Intake(
        tuple(sorted(documents, key=_by_name)),
        tuple(sorted(left_out, key=lambda f: f.name)),
        tuple(sorted(failures, key=lambda f: f.name)),
    )


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in PASSED_OVER


def _other_kind(path: Path) -> str:
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
    return f"the parts of the web page {_shown(found.name)}" if found else ""


def _each_once(intake: Intake) -> Intake:
    """Leave out what has the content of an earlier document; only files of one size are compared."""
    first: dict[str, Path] = {}
    documents: list[Path] = []
    twice: list[Failure] = []
    by_place: dict[Path, Path] = {}
    for document in intake.documents:
        by_place.setdefault(document.resolve(), document)
    for path, digest in _digests_where_sizes_meet(list(by_place.values())):
        if digest and digest in first:
            twice.append(Failure(_shown(path.name), f"the same content as {_shown(first[digest].name)}"))
            continue
        first[digest] = path
        documents.append(path)
    return Intake(tuple(documents), (*intake.left_out, *twice), intake.failures)


def _digests_where_sizes_meet(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    sizes = [_size(path) for path in paths]
    count = Counter(sizes)
    for path, size in zip(paths, sizes, strict=True):
        # An empty file is not "the same content" as another empty one: each is said to be empty.
        alone = not size or count[size] == 1
        try:
            yield path, "" if alone else file_digest(path)
        except OSError:  # the reader says what is wrong with it
            yield path, ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _loose_suppliers(files: Sequence[Path], *, taken: set[str]) -> list[SupplierPapers]:
    """Name each loose file's supplier by its stem, by its whole name where the stem is taken."""
    found: list[SupplierPapers] = []
    for file in files:
        tries = [file.stem, file.name, *(f"{file.name} ({n})" for n in range(2, len(files) + 3))]
        name = next(t for t in map(_shown, tries) if t.casefold() not in taken)
        taken.add(name.casefold())
        found.append(SupplierPapers(name, Intake((file,))))
    return found


def _nothing_in(folder: Path, left_out: Sequence[Failure]) -> str:
    if not left_out:
        return f"The folder “{_shown(folder)}” is empty; put the contract's papers in it ({KINDS_READ})."
    names = ", ".join(f.name for f in left_out[:3]) + (", …" if len(left_out) > 3 else "")
    return f"The folder “{_shown(folder)}” holds no document that is read ({KINDS_READ}); left out: {names}."


def _by_name(path: Path) -> tuple[list[str], str]:
    return [part.casefold() for part in path.parts], str(path)


def _shown(path: Path | str) -> str:
    """Write a path so that it can be printed and encoded, whatever bytes the file system holds."""
    return os.fsencode(str(path)).decode("utf-8", errors="replace")
