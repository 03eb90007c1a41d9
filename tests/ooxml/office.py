"""LibreOffice as an oracle: the text of a Word file as it is, with all changes accepted, with all rejected.

Each verb takes a path and starts the program once, with a profile of its own, so that parallel tests
don't meet; `texts` does many files in one start. Tests that use it are marked `needs_office`.
"""

import atexit
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)

AS_IS, ACCEPTED, REJECTED = "AsItIs", "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
_SECONDS = 180
_MACRO = """
Sub Run(jobs As String)
  Dim handle As Integer, row As String
  handle = FreeFile
  Open jobs For Input As #handle
  Do While Not EOF(handle)
    Line Input #handle, row
    If row <> "" Then Convert(Split(row, Chr(9)))
  Loop
  Close #handle
  StarDesktop.terminate()
End Sub

Sub Convert(job)
  On Error Goto Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(job(1), "_blank", 0, hidden())
  If job(0) <> "AsItIs" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" & job(0), "", 0, Array())
  End If
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = job(3)
  how(1).Name = "FilterOptions"
  If job(3) = "Text (encoded)" Then how(1).Value = "UTF8,LF"
  document.storeToURL(job(2), how())
  document.close(True)
Failed:
End Sub
"""


def text_of(path: Path) -> str:
    """Return the text export as the program shows the file, automatic numbers included."""
    return texts([path], mode=AS_IS)[0]


def accepted(path: Path) -> str:
    """Return the text export after accepting all tracked changes."""
    return texts([path], mode=ACCEPTED)[0]


def rejected(path: Path) -> str:
    """Return the text export after rejecting all tracked changes."""
    return texts([path], mode=REJECTED)[0]


def pdf_of(path: Path) -> bytes:
    """Return the file as PDF, with tracked changes shown in colour as the program prints them."""
    return _converted([path], mode=AS_IS, form="writer_pdf_Export")[0]


def texts(paths: Sequence[Path], *, mode: str) -> list[str]:
    """Return the text export of many files in one start of the program."""
    return [data.decode("utf-8-sig") for data in _converted(paths, mode=mode, form="Text (encoded)")]


def _converted(paths: Sequence[Path], *, mode: str, form: str) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        jobs = Path(folder) / "jobs"
        targets = [Path(folder) / f"{n}.out" for n in range(len(paths))]
        jobs.write_text(
            "".join(
                f"{mode}\t{path.resolve().as_uri()}\t{target.as_uri()}\t{form}\n"
                for path, target in zip(paths, targets, strict=True)
            )
        )
        profile = shutil.copytree(_profile(), Path(folder) / "profile")
        said = _office(profile, f'macro:///Standard.Module1.Run("{jobs}")')
        missing = [path.name for path, target in zip(paths, targets, strict=True) if not target.is_file()]
        assert not missing, f"LibreOffice wrote nothing for {missing}: {said}"
        return [target.read_bytes() for target in targets]


@functools.cache
def _profile() -> Path:
    """Return a profile that holds the macro: the program fills a new one at its first start."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _office(folder, "--terminate_after_init")
    module = folder / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(_MACRO)}</script:module>'
    )
    return folder


def _office(profile: Path, *words: str) -> str:
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", *words]
    run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    return run.stderr.decode(errors="replace")
