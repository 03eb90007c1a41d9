"""Some thousand changes of one agreement set, each with what a careful lawyer would then say.

`requirements/*.yaml` holds for each requirement the clause as drafted and what it is changed into; the
clause library adds its own wording and look-alikes. What is right for a variant is written here once for
its kind, as the acceptance has it, not once for each text.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.domain.requirements import Effect, Requirement
from pipeline.domain.review import NoteKind, Status
from pipeline.library import load_library
from tests.counterfactual.contract import ORDER, Contract, Paper, Paragraph, base

# The texts as they were drafted first; `hands/*` hold those of others, who had not seen the program.
OURS = Path(__file__).parent / "requirements"
REQUIREMENTS = Path(__file__).parent / (os.environ.get("COUNTERFACTUAL_TEXTS") or OURS.name)
MASTER, SECOND = ORDER[0], ORDER[1]
MET = frozenset({Status.MET})
ABSENT = frozenset({Status.ABSENT})
CONTRADICTED = frozenset({Status.CONTRADICTED})
DROPPED = frozenset({Status.PARTIAL, Status.WEAK, Status.CONTRADICTED})
EMPTIED = frozenset({Status.PARTIAL, Status.WEAK, Status.ABSENT})
NOT_THE_PROVIDER = frozenset({Status.ABSENT, Status.WEAK, Status.CONTRADICTED})
CUSTOMER = re.compile(r"\bCustomer\b(?! Data)")
FAR = "far"  # the id of a paragraph that stands elsewhere
# How a clause points to an exception elsewhere, by turns.
POINTERS = (
    "Subject to {far}, {clause}",
    "{clause} Exceptions are set out in {far}.",
    "Except as {far} provides, {clause}",
)
NAMES = ("Tarnwick", "Customer", "SOC", "Media", "Title")
BLANKS: Mapping[str, tuple[str, ...]] = {
    "attached": ("[to be attached]",),
    "underscores": ("____________________",),
    "open": ("TBD",),
    "prompt": ("[Tarnwick to describe]",),
}
UNTICKED, OWN_FILE, EMPTY = "unticked", "own-file", "empty"
STYLES = (*BLANKS, UNTICKED, OWN_FILE, EMPTY)
STYLES_EACH = 3  # of STYLES for a requirement, by turns
PAGES, FAR_OFF_EACH = 40, 8
REFERRED = (
    "Further rules on {subject} are contained in Tarnwick's Trust Handbook, published at "
    "https://tarnwick.example/trust and updated from time to time."
)


@dataclass(frozen=True)
class Variant:
    """A changed agreement set, and what must be found in it for one requirement.

    `cited` are words that evidence or notes must show, `blank` a place to fill in that must be tied to the
    requirement, `note` the kind of note that must (or, as `no_note`, must not) be there.
    """

    id: str
    requirement: str
    kind: str
    papers: tuple[tuple[str, str], ...]
    expected: frozenset[Status]
    cited: tuple[str, ...] = ()
    blank: bool = False
    note: NoteKind | None = None
    no_note: NoteKind | None = None


@dataclass(frozen=True)
class Case:
    """One requirement's texts, as its YAML has them."""

    id: str
    clause: str
    active: str
    passive: str
    row: tuple[str, ...]
    takes_along: tuple[str, ...]
    contradictions: tuple[str, ...]
    carve_outs: Mapping[str, str]
    exhibit: Mapping[str, Any]
    customer: tuple[str, ...]
    others: tuple[str, ...] = ()  # where the customer must be told: what others are told
    limits: Mapping[str, Any] = field(default_factory=dict)
    expects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # where a kind's rule does not hold


@cache
def cases() -> tuple[Case, ...]:
    """Return the requirements with their texts, in the order of the files."""
    return tuple(_read(REQUIREMENTS))


def _read(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.yaml")):
        for id, row in yaml.safe_load(path.read_text("utf-8")).items():
            lists = {k: tuple(row[k]) for k in ("row", "takes_along", "contradictions", "customer")}
            yield Case(id=id, **(row | lists))


@cache
def whole() -> Contract:
    """Return the base set with every clause as drafted; where another hand wrote none, with ours."""
    return base(tuple({c.id: c.clause for c in (*_read(OURS), *cases())}.items()))


@cache
def requirement_of(id: str) -> Requirement:
    return next(r for r in load_library().requirements if r.id == id)


def variants_of(case: Case) -> tuple[Variant, ...]:
    """Return every variant of one requirement."""
    turn = [c.id for c in cases()].index(case.id)
    return tuple(
        variant
        for make in (
            _drafted,
            _deleted,
            _moved,
            _carved_out,
            _far_off,
            _contradicted,
            _paraphrased,
            _limits,
            _bound,
            _told,
        )
        for variant in make(case, turn)
    ) + tuple(_unfilled(case, turn))


def _variant(
    case: Case, kind: str, name: str, contract: Contract, expected: frozenset[Status], **more: Any
) -> Variant:
    other = case.expects.get(f"{kind}/{name}")
    right = frozenset(map(Status, other)) if other else expected
    return Variant(f"{case.id}/{kind}/{name}", case.id, kind, contract.written(), right, **more)


def _elsewhere(case: Case) -> str:
    """Return the paper in which what stands elsewhere is put: the master terms, or the second paper for them."""
    return MASTER if whole().home_of(case.id) != MASTER else SECOND


def _others(case: Case, turn: int) -> list[str]:
    home = ORDER.index(whole().home_of(case.id))
    return [ORDER[(home + 1 + (turn + n) % 4) % 5] for n in range(4)]


def _drafted(case: Case, turn: int) -> Iterator[Variant]:
    yield _variant(case, "drafted", "as-it-is", whole(), MET)


def _deleted(case: Case, turn: int) -> Iterator[Variant]:
    """(a) Take the clause away, and what else speaks of it: absent, whatever look-alike is left."""
    bare = whole().without(case.id, *case.takes_along)
    home = whole().home_of(case.id)
    yield _variant(case, "deleted", "plain", bare, ABSENT)
    examples = requirement_of(case.id).examples
    alike = next((e.text for e in examples if e.effect is Effect.NEAR_MISS and not e.held_out), None)
    if alike:
        beside = bare.adding(Paragraph(_named(alike)), home)
        yield _variant(case, "deleted", "look-alike-left", beside, ABSENT)
    drafting = requirement_of(case.id).drafting
    pointing = REFERRED.format(subject=drafting.subject)
    referred = bare.adding(Paragraph(pointing), home)
    yield _variant(case, "deleted", "referred-to", referred, ABSENT, note=NoteKind.NOT_SUPPLIED)


def _moved(case: Case, turn: int) -> Iterator[Variant]:
    """(b) Move the clause to another document: the same status."""
    for to in _others(case, turn)[:2]:
        yield _variant(case, "moved", f"to-{to}", whole().moved(case.id, to), MET)


def _carved_out(case: Case, turn: int) -> Iterator[Variant]:
    """(c) Take something away far off: the status drops and both places are cited."""
    for n, (form, text) in enumerate(case.carve_outs.items()):
        for where, to in (("same", whole().home_of(case.id)), ("other", _elsewhere(case))):
            contract = whole()
            main = case.clause
            if form == "cross":
                main = _pointing(case.clause, POINTERS[(turn + n) % 3])
                contract = contract.saying(case.id, main)
            told = text.replace("clause {clause} of the {document}", f"{{{case.id}}}")
            far = Paragraph(told, FAR)
            contract = contract.adding(far, to, first=form == "definition" and to == MASTER)
            yield _variant(case, "carve-out", f"{form}-{where}", contract, DROPPED, cited=(case.clause, told))


def _far_off(case: Case, turn: int) -> Iterator[Variant]:
    """(c) The same with forty pages in between, for some requirements: such papers take long to read."""
    if turn % FAR_OFF_EACH:
        return
    form = tuple(case.carve_outs)[turn // FAR_OFF_EACH % len(case.carve_outs)]
    told = case.carve_outs[form].replace("clause {clause} of the {document}", f"{{{case.id}}}")
    main = _pointing(case.clause, POINTERS[0]) if form == "cross" else case.clause
    home = whole().home_of(case.id)
    far = whole().saying(case.id, main).lengthened(home, pages=PAGES).adding(Paragraph(told, FAR), home)
    cited = (case.clause, told)
    yield _variant(case, "carve-out", f"{form}-{PAGES}-pages-off", far, DROPPED, cited=cited)


def _pointing(clause: str, pointer: str) -> str:
    first = clause.split(maxsplit=1)[0]
    inner = (
        clause
        if first.rstrip("s'’") in NAMES or pointer.startswith("{clause}")
        else clause[0].lower() + clause[1:]
    )
    return pointer.replace("{clause}", inner)


def _contradicted(case: Case, turn: int) -> Iterator[Variant]:
    """(d) Say the opposite, in place of the promise or beside it: contradicted."""
    one, two = case.contradictions
    home = whole().home_of(case.id)
    yield _variant(
        case, "contradicted", "instead-1", whole().saying(case.id, one), CONTRADICTED, cited=(one,)
    )
    yield _variant(
        case, "contradicted", "instead-2", whole().saying(case.id, two), CONTRADICTED, cited=(two,)
    )
    beside = whole().adding(Paragraph(one), home)
    yield _variant(case, "contradicted", "beside-same", beside, CONTRADICTED, cited=(one,))
    other = whole().adding(Paragraph(two), _elsewhere(case))
    yield _variant(case, "contradicted", "beside-other", other, CONTRADICTED, cited=(two,))


def _unfilled(case: Case, turn: int) -> Iterator[Variant]:
    """(e) Leave the exhibit blank on which the promise rests: unfilled; filled in, there is nothing to note."""
    title, filled = str(case.exhibit["title"]), tuple(case.exhibit["filled"])
    home = whole().home_of(case.id)
    heading = f"Annex A – {title}"
    resting = whole().saying(case.id, str(case.exhibit["clause"]).replace("{exhibit}", f"Annex A ({title})"))
    full = resting.with_annex(home, heading, filled)
    yield _variant(case, "unfilled", "filled-in", full, MET | {Status.PARTIAL}, no_note=NoteKind.UNFILLED)
    for n in range(STYLES_EACH):
        style = STYLES[(STYLES_EACH * turn + n) % len(STYLES)]
        if style == OWN_FILE:
            annex = Paper("annex-a", heading, "[to be completed before signature]", ())
            blank = resting.with_paper(annex)
        elif style == UNTICKED:
            blank = resting.with_annex(home, heading, tuple(f"☐ {line}" for line in filled))
        elif style == EMPTY:
            blank = resting.with_annex(home, heading, ())
        else:
            blank = resting.with_annex(home, heading, BLANKS[style])
        yield _variant(case, "unfilled", style, blank, EMPTIED, blank=True, note=NoteKind.UNFILLED)


def _limits(case: Case, turn: int) -> Iterator[Variant]:
    """(f) Change the value: the verdict of the requirement's threshold."""
    for n, template in enumerate(case.limits.get("say", ()), start=1):
        for value, status in case.limits["values"]:
            text = template.replace("{value}", value)
            name = f"{n}-{value.replace(' ', '-')}"
            right = (status,) if isinstance(status, str) else status
            changed = whole().saying(case.id, text)
            yield _variant(case, "limit", name, changed, frozenset(map(Status, right)))


def _paraphrased(case: Case, turn: int) -> Iterator[Variant]:
    """(g) Say the same in other words: the same status."""
    yield _variant(case, "paraphrase", "active", whole().saying(case.id, case.active), MET)
    yield _variant(case, "paraphrase", "passive", whole().saying(case.id, case.passive), MET)
    row = whole().saying(case.id, "The parties agree as follows:", case.row)
    yield _variant(case, "paraphrase", "table-row", row, MET)
    ours = _named(requirement_of(case.id).wording.preferred)
    yield _variant(case, "paraphrase", "library-wording", whole().saying(case.id, ours), MET)


def _bound(case: Case, turn: int) -> Iterator[Variant]:
    """(h) Bind the customer in place of the provider: not met."""
    left = whole().without(*case.takes_along)
    one, two = case.customer
    yield _variant(case, "customer-bound", "one", left.saying(case.id, one), NOT_THE_PROVIDER)
    yield _variant(case, "customer-bound", "two", left.saying(case.id, two), NOT_THE_PROVIDER)
    moved = left.saying(case.id, one).moved(case.id, _others(case, turn)[0])
    yield _variant(case, "customer-bound", "one-moved", moved, NOT_THE_PROVIDER)
    ours = requirement_of(case.id).wording.preferred
    if "Provider shall" in ours:
        swapped = CUSTOMER.sub("Tarnwick", ours).replace("Provider", "Customer")
        yield _variant(
            case, "customer-bound", "library-swapped", left.saying(case.id, swapped), NOT_THE_PROVIDER
        )


def _told(case: Case, turn: int) -> Iterator[Variant]:
    """(i) Tell others in place of the customer: not met."""
    left = whole().without(*case.takes_along)
    for n, text in enumerate(case.others, start=1):
        yield _variant(case, "others-told", str(n), left.saying(case.id, text), NOT_THE_PROVIDER)


def _named(text: str) -> str:
    """Return the library's words with this contract's provider in them."""
    return text.replace("Provider", "Tarnwick")
