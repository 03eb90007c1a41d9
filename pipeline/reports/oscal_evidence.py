"""Words of a contract as OSCAL observations: the quote, verbatim, with file and place."""

from collections.abc import Callable
from typing import Any

from pipeline.domain.review import Assessment, Evidence, Nearest, Status
from pipeline.reports.escaping import markdown_line
from pipeline.reports.oscal_names import UNDATED, Ids, prop, string
from pipeline.reports.outline import Outcome, Papers, place_in_words
from pipeline.reports.proof import Proof
from pipeline.reports.words import NOTE, STANCE, STATUS, sentence

Json = dict[str, Any]

_SEARCHED = (Status.ABSENT, Status.NOT_ASSESSABLE)


class Observations:
    """The observations of one result, gathered as findings name them, in that order."""

    def __init__(self, papers: Papers, ids: Ids, origins: list[Json], document: Callable[[str], str]) -> None:
        self.made: list[Json] = []
        self._papers, self._ids, self._origins, self._document = papers, ids, origins, document

    def of_finding(self, outcome: Outcome) -> tuple[str, ...]:
        """Observe what a finding rests on and what bears on it; return the observations' identifiers."""
        finding, about = outcome.finding, outcome.requirement
        found = []
        for n, evidence in enumerate(finding.evidence):
            title = f"{about.title}: {STANCE[evidence.stance]}"
            found.append(self._observe((about.id, "evidence", n), title, kind="finding", words=(evidence,)))
        for n, note in enumerate(finding.notes):
            said = f"{NOTE[note.kind]}: {sentence(note.sentence)}"
            found.append(
                self._observe((about.id, "note", n), said, kind="finding", said=said, words=note.evidence)
            )
        if finding.status in _SEARCHED:
            found.append(self._searched(outcome))
        return tuple(found)

    def undecided(self, outcome: Outcome) -> None:
        """Observe that a requirement was not decided, and why."""
        said = f"{STATUS[outcome.finding.status]}: {sentence(outcome.finding.reason)}"
        key = (outcome.requirement.id, "undecided")
        self._observe(key, f"{outcome.requirement.title}: {said}", kind="discovery", said=said)
        self.of_finding(outcome)

    def open_ends(self, assessment: Assessment) -> None:
        """Observe the papers that are relied on and were not supplied, and what was left blank."""
        for n, reference in enumerate(assessment.references):
            if not reference.supplied:
                title = f"Not supplied: {reference.title or reference.url}"
                quoted = f"{title}. Named in {self._papers.name(reference.document)}: “{reference.quote}”"
                self._observe(("reference", n), title, kind="discovery", said=quoted)
        for n, blank in enumerate(assessment.placeholders):
            where = ", ".join(
                p for p in (self._papers.name(blank.document), place_in_words(blank.place)) if p
            )
            said = f"Left to fill in, {where}: “{blank.quote}”"
            self._observe(("placeholder", n), f"Left to fill in, {where}", kind="discovery", said=said)

    def _searched(self, outcome: Outcome) -> str:
        proof = Proof.of(outcome.finding, self._papers)
        said = f"Searched: {proof.said}." + (f" Not read: {proof.unread}." if proof.unread else "")
        return self._observe(
            (outcome.requirement.id, "searched"),
            f"{outcome.requirement.title}: what was searched",
            kind="finding",
            said=" ".join((said, *(f"{line}." for line in proof.each))),
            nearest=proof.nearest,
        )

    def _observe(
        self,
        key: tuple[object, ...],
        title: str,
        *,
        kind: str,
        said: str = "",
        words: tuple[Evidence, ...] = (),
        nearest: tuple[Nearest, ...] = (),
    ) -> str:
        uuid = self._ids("observation", *key)
        quoted = " ".join(f"“{e.quote}” ({self._papers.where(e)})" for e in words)
        shown = [self._quoted(e) for e in words]
        shown += [self._quoted(n.evidence, why_not=n.why_not) for n in nearest]
        made: Json = {
            "uuid": uuid,
            "title": string(title),
            "description": markdown_line(said or quoted) or string(title),
            "methods": ["EXAMINE"],
            "types": [kind],
            "origins": self._origins,
            "relevant-evidence": shown,
            "collected": UNDATED,
        }
        self.made.append({name: part for name, part in made.items() if part})
        return uuid

    def _quoted(self, evidence: Evidence, *, why_not: str = "") -> Json:
        found = self._papers.agreements.get(evidence.document)
        place = place_in_words(evidence.place)
        made: Json = {
            "href": f"#{self._document(found.document.source.sha256)}" if found else "",
            "description": markdown_line(evidence.quote) or "-",
            "props": [
                prop("quote", evidence.quote),
                prop("span", f"{evidence.span.start}-{evidence.span.end}"),
                *([prop("clause", evidence.clause)] if evidence.clause else []),
                *([prop("place", place)] if place else []),
                prop("stance", evidence.stance.value),
                prop("found-by", evidence.found_by),
                *([prop("does-not-count", why_not)] if why_not else []),
            ],
        }
        return {name: part for name, part in made.items() if part}
