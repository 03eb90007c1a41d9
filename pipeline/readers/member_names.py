"""Names inside containers, made fit to be files of ours: never outside their folder, never another's."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

_UNFIT = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_DRIVE = re.compile(r"^[A-Za-z]:")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # no files on Windows
_LONGEST = 120  # bytes of a name: with its folders it has to stay a path that every system opens
_DEEPEST = 6  # folders of an archive that are kept


def safe_path(name: str) -> Path:
    """Return a relative path near the name, without steps up, roots, drives and what file systems refuse."""
    steps = _DRIVE.sub("", unicodedata.normalize("NFC", name).replace("\\", "/")).split("/")
    kept = [_safe(step) for step in steps if step.strip(" .")]
    return Path(*(kept[-_DEEPEST:] or ["unnamed"]))


class FreeNames:
    """Gives every member of a container a path of its own: two names that meet get a number."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._times: Counter[str] = Counter()  # each name was asked for

    def __len__(self) -> int:
        return len(self._files)

    def free(self, name: str) -> Path:
        """Return a path for the name that no earlier member has, in whatever case it is written."""
        path = safe_path(name)
        if any(_key(folder) in self._files for folder in path.parents):
            path = Path(path.name)
        free = path
        while _key(free) in self._files or _key(free) in self._folders:
            self._times[_key(path)] += 1
            free = path.with_name(f"{path.stem} ({self._times[_key(path)] + 1}){path.suffix}")
        self._files.add(_key(free))
        self._folders.update(map(_key, free.parents))
        return free


def _safe(step: str) -> str:
    text = _UNFIT.sub("_", step).strip().rstrip(" .") or "_"
    text = f"_{text}" if _DEVICE.fullmatch(text) else text
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = text, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", errors="ignore").rstrip(" .") + dot + ending


def _key(path: Path) -> str:
    return unicodedata.normalize("NFKD", path.as_posix()).casefold()
