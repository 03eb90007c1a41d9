"""How strongly a sentence binds: "shall" a duty, "may" a choice, "shall not" a prohibition.

"Reasonable efforts" limits a "shall"; "is not obliged to" undoes it; "may not" forbids.
"""

from pipeline.domain.agreement import Modality
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_DISCRETION = ("discretion", "reserves the right", "reserve the right", "option", "deem", "deems")
_FIRST = (Modality.BINDING, Modality.ASPIRATIONAL)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["modality"])


def modality_of(sentence: str, vocabulary: Vocabulary) -> Modality:
    """Return how strongly the sentence binds whoever it speaks of; NONE where it holds no cue."""
    found = [(entry, sentence[s.start : s.end].lower()) for entry, s in _cues(vocabulary).find(sentence)]
    levels = [entry for entry, _ in found if entry != "restrictions"]
    if "no_duty" in levels:
        return Modality.DISCRETIONARY
    if "conditional" in levels:
        return Modality.CONDITIONAL
    if any(entry == "discretionary" and words.endswith(_DISCRETION) for entry, words in found):
        return Modality.DISCRETIONARY
    return _of_verbs(levels, restricted=len(levels) < len(found))


def _of_verbs(levels: list[str], *, restricted: bool) -> Modality:
    """Judge by the verbs: a prohibition binds, and so does "may … only if"."""
    if "negations" in levels:
        return Modality.BINDING
    if "discretionary" in levels and "binding" not in levels:
        return Modality.BINDING if restricted else Modality.DISCRETIONARY
    if "descriptive" in levels:
        return Modality.DESCRIPTIVE
    if levels and levels[-1] == "aspirational":  # "will aim to", but not "should it fail, Provider shall"
        return Modality.ASPIRATIONAL
    return next((Modality(level) for level in _FIRST if level in levels), Modality.NONE)
