"""Where clause library and classifier are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CLASSIFIER = "requirements"
WORDS = "words"
ENCODER = "encoder"
READINGS = "readings"


def library_folder() -> Path:
    """Return the folder of the clause library."""
    return _data_folder("clause_library")


def classifier_folder() -> Path:
    """Return the folder of the trained classifier."""
    return _data_folder("models") / CLASSIFIER


def words_folder() -> Path:
    """Return the folder of the word vectors."""
    return _data_folder("models") / WORDS


def encoder_folder() -> Path:
    """Return the folder of the sentence encoder."""
    return _data_folder("models") / ENCODER


def readings_folder() -> Path:
    """Return the folder of our own readings of agreements, which training learns from."""
    return _data_folder("models") / READINGS


def _data_folder(name: str) -> Path:
    packed = PACKAGE / "_data" / name
    return packed if packed.is_dir() else PACKAGE.parent / name
