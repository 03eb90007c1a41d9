"""The languages of scanned pages, as the user names them: "eng", "eng+deu"."""

from pipeline.errors import UsageError
from pipeline.readers.ocr.program import find_program, how_to_add, how_to_install, is_language


def languages_named(names: str, *, check: bool = True) -> tuple[str, ...]:
    """Return the languages, each once; raises UsageError for one that is none, or isn't installed."""
    languages = tuple(dict.fromkeys(name.strip() for name in names.replace(",", "+").split("+")))
    wrong = next((name for name in languages if not is_language(name)), None)
    if wrong is not None:
        raise UsageError(
            f"“{wrong}” is no language as Tesseract names them: give --ocr-language eng, say, or eng+deu."
        )
    if check:
        _check(languages)
    return languages


def _check(languages: tuple[str, ...]) -> None:
    program = find_program()
    if program is None:
        raise UsageError(
            f"Text recognition needs Tesseract, which is not installed: {how_to_install()}; "
            "or leave --ocr-language out."
        )
    missing = [language for language in languages if language not in program.languages]
    if missing:
        has = ", ".join(name for name in program.languages if name != "osd") or "none"
        raise UsageError(
            f"Tesseract can't read “{missing[0]}” here, it has {has}; install it: {how_to_add(missing[0])}."
        )
