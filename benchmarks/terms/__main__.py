"""`python -m benchmarks.terms CORPUS`: values found against the values that the readers of a corpus noted.

Three figures over the folder of annotated agreements:
- quotes: of the durations and percentages noted, how many the words noted hold with the same value and unit,
  read alone and at their place in the paragraph;
- passages: given the passages as the readers marked them, the values named for each requirement: recall over
  those noted, precision over those named;
- speed: milliseconds of CPU for 10,000 words, warm.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.terms.values import comparable
from pipeline.domain.places import Span
from pipeline.domain.terms import Term
from pipeline.extraction import find_terms, terms_for
from pipeline.language import sentences
from pipeline.library import load_library

KINDS = ("duration", "percentage")
LIBRARY = load_library()
REQUIREMENTS = {r.id: r for r in LIBRARY.requirements}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder of annotated agreements (*.json)")
    parser.add_argument("--show", action="store_true", help="list what is not found in the words noted")
    wanted = parser.parse_args()
    agreements = [json.loads(p.read_text("utf-8")) for p in sorted(wanted.corpus.glob("*.json"))]
    quotes(agreements, show=wanted.show)
    passages(agreements)
    speed(agreements)


def found(text: str) -> tuple[Term, ...]:
    return find_terms(text, LIBRARY.vocabulary)


def noted(agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (t for t in agreement.get("terms") or [] if t["type"] in KINDS)


def quotes(agreements: list[dict[str, Any]], *, show: bool) -> None:
    """Print of how many values noted the quote holds the same value and unit."""
    counts: Counter[str] = Counter()
    for agreement in agreements:
        for term in noted(agreement):
            want, quote = comparable(term["value"]), term["quote"]
            alone = [comparable(t.value) for t in found(quote) if t.type == term["type"]]
            paragraph = agreement["paragraphs"][term["p"]]
            at = paragraph.find(quote)
            there = [
                comparable(t.value)
                for t in found(paragraph)
                if t.type == term["type"] and t.span.start < at + len(quote) and at < t.span.end
            ]
            counts.update({term["type"]: 1, "alone": want in alone[:1], "placed": want in there})
            if show and want not in there:
                print(f"  {term['value']!r:14} {quote!r} → {alone}")
    total = sum(counts[k] for k in KINDS)
    print(f"Quotes: {counts['duration']} durations, {counts['percentage']} percentages")
    print(f"  value and unit as noted, read alone      {counts['alone'] / total:.3f}")
    print(f"  value and unit as noted, in the paragraph {counts['placed'] / total:.3f}")


def passages(agreements: list[dict[str, Any]]) -> None:
    """Print recall and precision of the values named for the passages marked."""
    want_all = have_all = both = 0
    for agreement in agreements:
        if not agreement.get("status"):
            continue
        want: dict[str, set[tuple[str, float]]] = defaultdict(set)
        have: dict[str, set[tuple[str, float]]] = defaultdict(set)
        for term in noted(agreement):
            want[term["req"]].add(comparable(term["value"]))
        for passage in agreement["passages"]:
            if passage["stance"] != "reference":
                have[passage["req"]] |= {comparable(v) for v in named(agreement, passage)}
        for requirement in want.keys() | have.keys():
            want_all += len(want[requirement])
            have_all += len(have[requirement])
            both += len(want[requirement] & have[requirement])
    print(
        f"Passages: recall {both / want_all:.3f} of {want_all}, precision {both / have_all:.3f} of {have_all}"
    )


def named(agreement: dict[str, Any], passage: dict[str, Any]) -> list[str]:
    """Return the values named for a passage: those of its own sentences, else those of the paragraph."""
    text, requirement = agreement["paragraphs"][passage["p"]], REQUIREMENTS[passage["req"]]
    at = text.find(passage["quote"])
    own = sentences_around(text, Span(at, at + len(passage["quote"]))) if at >= 0 else Span(0, len(text))
    terms = found(text)
    near = tuple(t for t in terms if own.start <= t.span.start < own.end)
    values = terms_for(requirement, near) or terms_for(requirement, terms)
    return [v.value for v in values if v.type in KINDS]


def sentences_around(text: str, quote: Span) -> Span:
    touched = [s for s in sentences(text) if s.start < quote.end and quote.start < s.end]
    return Span(touched[0].start, touched[-1].end) if touched else Span(0, len(text))


def speed(agreements: list[dict[str, Any]], *, rounds: int = 3) -> None:
    """Print the CPU time of finding values, over every fourth agreement."""
    texts = [p for agreement in agreements[::4] for p in agreement["paragraphs"]]
    words = sum(len(t.split()) for t in texts)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            found(text)
        times.append(time.process_time() - start)
    print(f"Speed: {min(times) * 1e3 * 10_000 / words:.0f} ms for 10,000 words (best of {rounds})")


if __name__ == "__main__":
    main()
