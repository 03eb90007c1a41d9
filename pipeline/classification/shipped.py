"""The classifier that comes with the program, with the word vectors and the encoder it reads with."""

from pathlib import Path

from pipeline.classification.encoder_store import load_encoder
from pipeline.classification.store import Classifier, load_classifier
from pipeline.classification.words import load_words
from pipeline.resources import ENCODER, classifier_folder, encoder_folder, words_folder


def shipped_classifier(folder: Path | None = None) -> Classifier:
    """Load the shipped classifier, or another in `folder` with the sentence encoder beside it, if any is.

    Raises ClassifierError where files are missing, damaged or do not belong together.
    """
    beside = folder.parent / ENCODER if folder else encoder_folder()
    encoder = load_encoder(beside if beside.is_dir() else encoder_folder())
    return load_classifier(folder or classifier_folder(), load_words(words_folder()), encoder)
