"""Rich Text, OpenDocument and old Word files: LibreOffice makes Word files of them, which are then read.

LibreOffice runs without macros and without the network, under a profile of its own that is thrown
away. In `read_guarded` it is bounded in memory and time with the process that started it.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from pipeline.domain.document import Document, Source
from pipeline.errors import DamagedFile, EncryptedFile, LimitExceeded, MissingProgram
from pipeline.readers import kinds
from pipeline.readers.manner import Manner
from pipeline.readers.word import read_word

_ENDINGS = {kinds.RTF: ".rtf", kinds.ODT: ".odt", kinds.DOC: ".doc"}
_WHAT = {
    kinds.RTF: "a Rich Text document",
    kinds.ODT: "an OpenDocument text",
    kinds.DOC: "a Word 97-2003 document",
}
_PLACES = (  # where installers put it beside the search path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_INSTALL = {
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}
_INSTALL_LINUX = "sudo apt-get install libreoffice-writer"
_QUIET = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # No macros, whoever signed them; nothing linked is fetched, from a disk or a network.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)
_OF_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
_NO_PROXY_SERVES = "http://127.0.0.1:9"


def read_office(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a file that LibreOffice opens; raises MissingProgram where that is not installed."""
    program = libreoffice()
    if program is None:
        how = _INSTALL.get(sys.platform, _INSTALL_LINUX)
        raise MissingProgram(
            f"{source.name} is {_WHAT[source.media_type]}, which needs LibreOffice to be read: "
            f"install it ({how}), or save the file as .docx."
        )
    if source.media_type == kinds.ODT and _is_locked(data):
        raise EncryptedFile(f"{source.name} needs a password: save it without one and read that.")
    converted = _converted(data, program, source=source, seconds=manner.limits.seconds)
    document = read_word(converted, source=source, document_id=document_id, manner=manner)
    note = "Read through LibreOffice: places are paragraphs as it counts them."
    return replace(document, notes=(*document.notes, note))


def libreoffice() -> str | None:
    """Return the path of LibreOffice's program; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(data: bytes, program: str, *, source: Source, seconds: float) -> bytes:
    """Return the file as .docx."""
    with tempfile.TemporaryDirectory(prefix="clausegap-office-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        given = folder / f"document{_ENDINGS[source.media_type]}"
        given.write_bytes(data)
        _write_profile(folder / "profile")
        target = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            *_QUIET,
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target),
        ]
        _run([*command, str(given)], folder=folder, name=source.name, seconds=seconds)
        try:
            return (target / "document.docx").read_bytes()
        except OSError as error:
            raise DamagedFile(
                f"{source.name} can't be opened by LibreOffice, it may be damaged or under a password: "
                "open it in its program and save it as .docx."
            ) from error


def _run(command: list[str], *, folder: Path, name: str, seconds: float) -> None:
    environment = {key: os.environ[key] for key in _OF_ENVIRONMENT if key in os.environ} | {
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": _NO_PROXY_SERVES,
        "https_proxy": _NO_PROXY_SERVES,
    }
    try:
        # In this process's group, which `read_guarded` ends as a whole.
        subprocess.run(  # noqa: S603 - our own arguments, no shell
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(f"{name} took longer than {seconds:,.0f} seconds to read: split it.") from error


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _is_locked(data: bytes) -> bool:
    """Tell whether an OpenDocument file is under a password: its list of parts says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as stream:
            return re.search(rb"<[\w:]*encryption-data\b", stream.read(1_000_000)) is not None
    except (KeyError, OSError, ValueError, RuntimeError, zipfile.BadZipFile):
        return False
