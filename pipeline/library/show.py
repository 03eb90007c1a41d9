"""A requirement, a family or a control as a person would read it, in plain text."""

import difflib
import re
import textwrap

from pipeline.domain.attributes import Attribute
from pipeline.domain.requirements import (
    Alias,
    Check,
    CheckKind,
    Effect,
    Family,
    Library,
    Requirement,
    Subpoint,
)
from pipeline.errors import UsageError
from pipeline.library.show_others import in_words, quoted

WIDTH = 88
EFFECTS = {
    Effect.SATISFIES: "Satisfies",
    Effect.WEAKENS: "Weakens",
    Effect.TAKES_AWAY: "Takes away",
    Effect.NEAR_MISS: "Does not count",
}


def describe(library: Library, name: str) -> str:
    """Return the text on a requirement, family or control number; raises UsageError where nothing fits.

    Wrong control numbers in circulation are accepted and answered with what they really are.
    """
    wanted = name.strip().lower()
    for family in library.families:
        if family.id == wanted:
            return _family(family)
        for requirement in family.requirements:
            if requirement.id == wanted:
                return _requirement(requirement, family)
    # A wrong number is answered before a right one of the same figure: who types 5.1.1 may mean either.
    if found := [a for a in library.aliases if _number_in(a) == _bare(wanted)]:
        right = _controls(library, wanted)
        return "\n\n".join([*(_alias(a, library) for a in found), *([right] if right else [])])
    if text := _controls(library, wanted):
        return text
    raise UsageError(_unknown(library, name))


def _requirement(r: Requirement, family: Family) -> str:
    essential = {s.id: "essential" if s.essential else "adds strength" for s in r.subpoints}
    parts = [
        f"{r.title}\n{r.id} · {family.title} · severity {r.severity}",
        _fill("Controls: ", cite_controls(r)),
        _fill("Must say: ", r.must_say),
        _fill("Why it matters: ", r.severity_reason),
        "Sub-points\n"
        + "\n".join(
            _fill(f"  {s.number}. ", f"{s.text} ({essential[s.id]}){_follows(s)}") for s in r.subpoints
        ),
        "Status\n" + "\n".join(_thresholds(r)),
        *_values(r),
        "Wording\n"
        + _fill("  Preferred: ", r.wording.preferred)
        + "\n"
        + _fill("  Fallback: ", r.wording.fallback),
        _fill("Ask: ", r.ask),
        "Does not count\n" + "\n".join(_fill("  - ", n) for n in r.near_misses),
        "Examples\n" + "\n".join(_fill(f"  {EFFECTS[e.effect]}: ", e.text) for e in r.examples),
        _fill("Basis: ", f"{r.basis} (mapping confidence {r.mapping_confidence}). {r.basis_note}"),
        "Adjacent rules\n" + "\n".join(_fill(f"  {k}: ", "; ".join(v)) for k, v in r.adjacent.items()),
        "Guidance, not a requirement of the standard; the wording is this project's own.",
    ]
    return "\n\n".join(parts) + "\n"


def _follows(point: Subpoint) -> str:
    ways = (("where it says", point.follows_from), ("where it forbids", point.follows_if_forbidden))
    said = [f"{way} {quoted(cues)}" for way, cues in ways if cues]
    return f"; follows {' or '.join(said)}" if said else ""


def cite_controls(r: Requirement) -> str:
    """Write the control identifiers of both editions: "CLD.8.1.5 (2015) / 5.11 + 8.10 (2026)"."""
    return " / ".join(f"{' + '.join(r.controls[e])} ({e})" for e in ("2015", "2026") if r.controls.get(e))


def _thresholds(r: Requirement) -> list[str]:
    names = ("strong", "met", "partial", "weak", "contradicted")
    rows = [_fill(f"  {n}: ", getattr(r.thresholds, n)) for n in names if getattr(r.thresholds, n)]
    limits = [
        f"{c.term.replace('_', ' ')} {_bound(c)} {c.met} for met, {c.partial} for partial"
        + (f", {c.unstated} without any" if c.unstated else "")
        + (f" ({c.condition})" if c.condition else "")
        for c in r.checks
    ]
    rules = [_fill("  rule: ", in_words(rule)) for rule in r.instead]
    return rows + [_fill("  limit: ", text) for text in limits] + rules


def _values(r: Requirement) -> list[str]:
    """Return what is read from the words for each attribute that says what it holds."""
    rows = [_fill(f"  {a.name.replace('_', ' ')}: ", _read_for(a)) for a in r.attributes if a.holds]
    return ["Values read\n" + "\n".join(rows)] if rows else []


def _read_for(attribute: Attribute) -> str:
    a = attribute
    parts = [
        f"a value of the kind “{a.holds}”",
        f"about {', '.join(a.about)}" if a.about else "",
        f"not of a {' or a '.join(a.passes_over)} alone" if a.passes_over else "",
        f"not where {a.yields_to} stands nearer" if a.yields_to else "",
        f"{a.of}'s" if a.of else "",
        f"named {', '.join(a.standards)} …" if a.standards else "",
    ]
    return "; ".join(p for p in parts if p)


def _bound(check: Check) -> str:
    return "at most" if check.kind is CheckKind.DURATION_AT_MOST else "at least"


def _family(family: Family) -> str:
    rows = [f"  {r.id:40} {r.severity:9} {r.title}" for r in family.requirements]
    return "\n".join([f"{family.title} ({family.tier})", family.scope, "", *rows]) + "\n"


def _alias(alias: Alias, library: Library) -> str:
    use = "; ".join(f"{' + '.join(ids)} ({edition})" for edition, ids in alias.use_instead.items())
    head = [
        _fill("In circulation: ", f"“{alias.as_written}”. That number is wrong."),
        _fill("Really: ", alias.actual_meaning_of_number + "."),
        _fill("Use instead: ", use + "."),
    ]
    wanted = set(alias.use_instead.get("2015", ()))
    return "\n".join(head + _listed([r for r in library.requirements if wanted & set(r.controls["2015"])]))


def _controls(library: Library, wanted: str) -> str:
    rows: list[str] = []
    for control in library.controls:
        if control.id.lower() == wanted:
            rows.append(f"{control.id} (2015): {control.title}")
    for edition in ("2015", "2026"):
        if found := [
            r for r in library.requirements if wanted in (c.lower() for c in r.controls.get(edition, ()))
        ]:
            rows += [f"{wanted.upper()} in the {edition} edition:", *_listed(found)]
    return "\n".join(rows) + "\n" if rows else ""


def _listed(requirements: list[Requirement]) -> list[str]:
    return [f"  {r.id:40} {r.title}" for r in requirements]


def _number_in(alias: Alias) -> str:
    found = re.search(r"\d+(?:\.\d+)+", alias.as_written)
    return found[0] if found else ""


def _bare(wanted: str) -> str:
    return wanted.removeprefix("control ").strip()


def _unknown(library: Library, name: str) -> str:
    known = [r.id for r in library.requirements] + [f.id for f in library.families]
    near = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    hint = (
        f" Did you mean {', '.join(near)}?"
        if near
        else " Give a requirement such as in-deadline, a family or a control."
    )
    return f"There is no requirement, family or control “{name}”.{hint}"


def _fill(lead: str, text: str) -> str:
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    return textwrap.fill(lead + " ".join(text.split()), WIDTH, subsequent_indent=indent)
