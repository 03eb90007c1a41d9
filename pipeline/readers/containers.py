"""Archives and mails as folders of papers: unpacked into a private folder, one inside the other as well.

Runs in a guarded child: what a hostile container costs is bounded in bytes, files, depth, time and memory.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import DamagedFile, EmptyFile, LimitExceeded, ReadError
from pipeline.readers import kinds
from pipeline.readers.files import name_of, shown
from pipeline.readers.limits import MEGABYTE, Limits
from pipeline.readers.member_names import FreeNames
from pipeline.readers.members import Member
from pipeline.readers.messages import SUBSTANCE, mail_members, mail_of
from pipeline.readers.zipped import zip_members

DEEPEST = 3  # containers one inside the other
_LOOK = 65_536  # bytes from which a file shows whether it may be a container


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a container came to: folders to look through, documents found on the way, what was not read.

    `folders` hold the members, each in one named as the container; `itself` tells whether the
    container is a document too, as a mail with something to say is.
    """

    folders: tuple[Path, ...] = ()
    itself: bool = False
    left_out: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


class _TooMuch(LimitExceeded):
    """The whole container is beyond the limits, not only one of its members."""


@dataclass
class _Budget:
    """What one container may still unpack to, with all that is inside it."""

    name: str
    packed: int
    limits: Limits
    entries: int = 0
    unpacked: int = 0

    def entry(self) -> None:
        self.entries += 1
        if self.entries > self.limits.archive_entries:
            most = self.limits.archive_entries
            raise _TooMuch(f"{self.name} holds more than {most:,} files: unpack it and name the papers.")

    def take(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.archive_unpacked:
            most = self.limits.archive_unpacked / MEGABYTE
            raise _TooMuch(f"{self.name} unpacks to more than {most:,.0f} MB: unpack it and name the papers.")
        if self.unpacked > MEGABYTE and self.unpacked > self.limits.archive_ratio * self.packed:
            raise _TooMuch(
                f"{self.name} unpacks to more than {self.limits.archive_ratio:,.0f} times its size, "
                "as no archive of papers does: check where it comes from."
            )


@dataclass
class _State:
    """The state of unpacking one container the user gave."""

    into: Path
    budget: _Budget
    folders: list[Path] = field(default_factory=list)
    left_out: list[Failure] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


MEMBERS: dict[str, Callable[[Path], Iterable[Member]]] = {
    kinds.ZIP: zip_members,
    kinds.MAIL: mail_members,
    kinds.OUTLOOK: mail_members,
}


def unpack(path: Path, *, into: Path, limits: Limits) -> Unpacked | None:
    """Unpack a container with all that is in it into the empty folder; None where the file is none.

    Raises ReadError where the container as a whole can't be unpacked.
    """
    kind = _kind_of(path)
    if kind is None:
        return None
    state = _State(into, _Budget(name_of(path), path.stat().st_size, limits))
    try:
        itself = _unpack(path, kind, state, depth=1)
    except _TooMuch as error:
        raise LimitExceeded(str(error)) from error
    return Unpacked(tuple(state.folders), itself, tuple(state.left_out), tuple(state.failures))


def _kind_of(path: Path) -> str | None:
    """Return the media type of a container; None for any other file, also a damaged one."""
    with path.open("rb") as file:
        if not kinds.may_be_container(file.read(_LOOK)):
            return None
    try:
        kind = kinds.media_type_of(path.read_bytes(), name=name_of(path))
    except ReadError:
        return None
    return kind if kind in MEMBERS else None


def _unpack(path: Path, kind: str, state: _State, *, depth: int) -> bool:
    """Unpack a container and those in it; return whether it is a document itself."""
    folder = state.into / f"{len(state.folders) + 1:04}" / shown(name_of(path))
    state.folders.append(folder)
    names = FreeNames()
    written: list[Path] = []
    try:
        for member in MEMBERS[kind](path):
            state.budget.entry()
            target = folder / names.free(member.name)
            if member.trouble:
                state.failures.append(Failure(name_of(target), f"{name_of(target)} {member.trouble}"))
            elif _write(member.chunks(), target, state):
                written.append(target)
    except ReadError:
        raise
    except MemoryError as error:
        raise _TooMuch(f"{name_of(path)} needs more memory to unpack than is allowed: unpack it.") from error
    except Exception as error:  # whatever a parser makes of a hostile file, the other files go on
        raise DamagedFile(
            f"{name_of(path)} can't be unpacked, it seems damaged: ask for it again."
        ) from error
    for target in written:
        _look_into(target, state, depth=depth + 1)
    return _is_document(path, kind, state, members=len(names))


def _write(chunks: Iterator[bytes], target: Path, state: _State) -> bool:
    """Write a member; what is damaged is a failure of its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            for chunk in chunks:
                state.budget.take(len(chunk))
                file.write(chunk)
    except ReadError as error:
        target.unlink(missing_ok=True)
        if isinstance(error, _TooMuch):
            raise
        state.failures.append(Failure(name_of(target), f"{name_of(target)} {error}"))
        return False
    return True


def _look_into(path: Path, state: _State, *, depth: int) -> None:
    """Unpack a member that is a container itself; it stays a document only where it is one."""
    kind = _kind_of(path)
    if kind is None:
        return
    try:
        if depth > DEEPEST:
            raise LimitExceeded(
                f"{name_of(path)} lies in more than {DEEPEST} containers: take it out and name it."
            )
        itself = _unpack(path, kind, state, depth=depth)
    except _TooMuch:
        raise
    except ReadError as error:
        state.failures.append(Failure(name_of(path), str(error)))
        itself = False
    if not itself:
        path.unlink()


def _is_document(path: Path, kind: str, state: _State, *, members: int) -> bool:
    """Tell whether a mail says enough to be read; a covering note beside its attachments is left out."""
    if kind == kinds.ZIP:
        if not members:
            raise EmptyFile(f"{name_of(path)} holds no files: ask for it again.")
        return False
    said = len(mail_of(path.read_bytes(), name=name_of(path)).text)
    if members and said < SUBSTANCE:
        state.left_out.append(Failure(name_of(path), "a mail of few words; what is attached is read"))
        return False
    return True
