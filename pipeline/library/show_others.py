"""Profiles and frameworks as a person would read them, in plain text."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from pipeline.domain.requirements import Framework, Library, Requirement
from pipeline.domain.tailoring import CountsAs
from pipeline.library.frameworks import called, is_called, requirements_behind
from pipeline.library.limits import Limits
from pipeline.library.profile import Profile, Profiles, Rule

_WIDTH = 88
_PROFILES, _FRAMEWORKS = "profiles", "frameworks"


def describe_other(library: Library, profiles: Profiles, name: str) -> str:
    """Return the text on a profile, a framework, or the list of either; "" where the name is none of them."""
    wanted = name.strip().lower()
    if wanted == _PROFILES:
        return _listed((p.name, f"for {p.title}") for p in profiles.profiles)
    if wanted == _FRAMEWORKS:
        return _listed((called(f), f"{f.title}: {f.document}") for f in library.frameworks)
    texts = [_profile(p, library) for p in profiles.profiles if p.name == wanted]
    texts += [_framework(f, library) for f in library.frameworks if is_called(f, wanted)]
    return "\n\n".join(texts)


def _listed(rows: Iterator[tuple[str, str]]) -> str:
    return "\n".join(_fill(f"  {name:18} ", text, 21) for name, text in rows) + "\n"


def _profile(profile: Profile, library: Library) -> str:
    titles = {r.id: r.title for r in library.requirements} | {f.id: f.title for f in library.families}
    lines = [f"{profile.name}: for {profile.title}"]
    if profile.includes:
        lines.append(f"Includes: {', '.join(profile.includes)}")
    if profile.lower_severities:
        lines.append(f"Every severity {profile.lower_severities} lower")
    lines += [_fill("- ", note, 2) for note in profile.notes]
    for name, rule in (*profile.families.items(), *profile.requirements.items()):
        lines += ["", f"{titles.get(name, name)} ({name})"]
        lines += [_fill("  ", text, 2) for text in _rule(rule)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    if rule.not_applicable:
        yield "Does not apply."
    if rule.severity:
        yield f"Severity {rule.severity}."
    for term, limits in rule.limits.items():
        yield f"For the {term.replace('_', ' ')}: {_limits(limits)}."
    yield from map(in_words, rule.instead)
    yield rule.because
    if rule.note:
        yield rule.note


def in_words(rule: CountsAs) -> str:
    """Write what a status counts as: "met counts as partial where it says one of “on request”."."""
    lists = [("one", cues) for cues in rule.said] + ([("none", rule.unsaid)] if rule.unsaid else [])
    words = " and ".join(f"{many} of {quoted(cues)}" for many, cues in lists)
    told = f"what takes away {' or '.join(rule.beside)}" if rule.beside else "it"
    where = f" where {told} says {words}" if words else ""
    if rule.nowhere:
        one = " and ".join(f"one of {quoted(cues)}" for cues in rule.nowhere)
        where += f"{' and' if words else ' where'} no sentence of any paper says {one}"
    return f"{' or '.join(rule.found)} counts as {rule.counts_as}{where}."


def quoted(cues: Iterable[str]) -> str:
    """Write cues as a list: “on request”, “upon ... request”."""
    return ", ".join(f"“{cue}”" for cue in cues)


def _limits(limits: Limits) -> str:
    given: Mapping[str, str | None] = {"strong": limits.strong, "met": limits.met, "partial": limits.partial}
    return ", ".join(f"{value} for {name}" for name, value in given.items() if value)


def _framework(framework: Framework, library: Library) -> str:
    behind = requirements_behind(library.requirements, framework)
    titles: Mapping[str, Requirement] = {r.id: r for r in library.requirements}
    lines = [framework.title, _fill("", framework.document, 0)]
    lines += [_fill("", framework.scope, 0)] if framework.scope else []
    lines += ["", f"Named by: --framework {called(framework)}", ""]
    for point in framework.points:
        about = f"{point.point} {point.title}".strip()
        ids = point.rests_on or behind[point.point]
        lines.append(_fill("  ", f"{about}: {'; '.join(titles[i].title for i in ids) or 'not looked at'}", 4))
    return "\n".join(lines) + "\n"


def _fill(lead: str, text: str, indent: int) -> str:
    return textwrap.fill(lead + " ".join(text.split()), _WIDTH, subsequent_indent=" " * indent)
