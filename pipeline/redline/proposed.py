"""A proposal in words, where it can't stand in the text itself."""

from collections.abc import Iterator

from pipeline.domain.proposal import Proposal


def changes_in_words(proposal: Proposal, *, adding: str) -> Iterator[str]:
    """Yield a sentence for each change proposed; `adding` begins that of words to add."""
    for change in proposal.replacements:
        if change.old and change.new:
            yield f"Replace “{change.old}” by “{change.new}”."
        elif change.old:
            yield f"Delete “{change.old}”."
        else:
            yield f"{adding}: “{change.new.strip()}”."
    for new in proposal.new_text:
        words = " ".join(part for part in (new.number, new.heading, new.text) if part)
        yield f"Add a paragraph: “{words}”."
