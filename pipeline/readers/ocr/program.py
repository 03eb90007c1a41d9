"""Tesseract, the program that recognises text: where it is, what it can read, how to get it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NAME = "tesseract"
_PATIENCE = 20.0  # seconds to say its version
_VERSION = re.compile(r"tesseract\s+v?(\S+)")
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:/[A-Za-z][A-Za-z0-9_]*)?")
_INSTALL = {
    "apt-get": ("sudo apt-get install tesseract-ocr", "sudo apt-get install tesseract-ocr-{}"),
    "dnf": ("sudo dnf install tesseract", "sudo dnf install tesseract-langpack-{}"),
    "pacman": ("sudo pacman -S tesseract tesseract-data-eng", "sudo pacman -S tesseract-data-{}"),
    "zypper": ("sudo zypper install tesseract-ocr", "sudo zypper install tesseract-ocr-traineddata-{}"),
    "apk": ("sudo apk add tesseract-ocr tesseract-ocr-data-eng", "sudo apk add tesseract-ocr-data-{}"),
}
_MAC = ("brew install tesseract", "brew install tesseract-lang")
_WINDOWS = ("winget install UB-Mannheim.TesseractOCR", "its installer, under additional language data: {}")


@dataclass(frozen=True, slots=True)
class Program:
    """Tesseract as it is installed: its path, its version, the languages it has been given."""

    path: str
    version: str
    languages: tuple[str, ...]

    def reads(self, languages: tuple[str, ...]) -> bool:
        """Tell whether it has been given all of the languages."""
        return all(language in self.languages for language in languages)


def find_program() -> Program | None:
    """Return the program on the search path, None where there is none that answers."""
    path = shutil.which(NAME)
    if path is None:
        return None
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError:
        return None
    return _asked(path, changed, os.environ.get("TESSDATA_PREFIX", ""))


def is_language(name: str) -> bool:
    """Tell whether the name could be a language's: "eng", "chi_sim", "script/Latin"."""
    return _LANGUAGE.fullmatch(name) is not None


def how_to_install() -> str:
    """Return the command that installs the program on this system."""
    return _commands()[0]


def how_to_add(language: str) -> str:
    """Return the command that installs a language for it on this system."""
    return _commands()[1].format(language.replace("_", "-"))


@cache
def _asked(path: str, _changed: int, _data: str) -> Program | None:
    """Ask the program for its version and languages; once, as long as it and its data stay the same."""
    version = _VERSION.search(_output(path, "--version"))
    if version is None:
        return None
    lines = _output(path, "--list-langs").splitlines()
    languages = [line.strip() for line in lines if is_language(line.strip())]
    return Program(path, version[1], tuple(sorted(languages)))


def _output(path: str, option: str) -> str:
    """Return what the program writes; versions before 5 write to stderr."""
    try:
        done = subprocess.run(  # noqa: S603 - the program that the user has installed
            [path, option], capture_output=True, timeout=_PATIENCE, stdin=subprocess.DEVNULL, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + b"\n" + done.stderr).decode("utf-8", errors="replace")


def _commands() -> tuple[str, str]:
    if sys.platform == "win32":
        return _WINDOWS
    if sys.platform == "darwin":
        return _MAC
    manager = next((name for name in _INSTALL if shutil.which(name)), "apt-get")
    return _INSTALL[manager]
