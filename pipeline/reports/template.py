"""Fill the HTML templates: escaped, self-contained, nothing loaded, no script but a page's own."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from pipeline.domain.listing import pages
from pipeline.domain.review import Status
from pipeline.reports import blanks, by_framework, glance, notes, reading, relied_on, words
from pipeline.reports.escaping import lines, one_line, shortened, visible
from pipeline.reports.outline import place_in_words

FILTERS: Mapping[str, Callable[..., object]] = {
    "by_author": reading.changes_by_author,
    "capital": words.capital,
    "count": words.count,
    "ended": words.ended,
    "extent": reading.extent,
    "lines": lines,
    "one_line": one_line,
    "place": place_in_words,
    "remarks": reading.remarks,
    "shortened": shortened,
    "unbroken": words.unbroken,
    "uncapital": words.uncapital,
    "percent": lambda share: words.unbroken(words.percent(share)),
    "sentence": words.sentence,
    "controls": words.controls,
    "failed": words.failed,
    "pages": pages,
}
GLOBALS: Mapping[str, object] = {
    "SYMBOL_OF": by_framework.SYMBOL_OF,
    "Status": Status,
    "STATUS": words.STATUS,
    "MEANING": words.MEANING,
    "STANCE": words.STANCE,
    "STANDING": words.STANDING,
    "OWNER": words.OWNER,
    "BLANKS_SHOWN": blanks.SHOWN,
    "CORE_SHOWN": glance.FIRST,
    "KIND": words.KIND,
    "LANGUAGE": words.LANGUAGE,
    "GUIDANCE": words.GUIDANCE,
    "NOTES_SHOWN": notes.SHOWN,
    "NO_ADVICE": words.NO_ADVICE,
    "POINTS": words.POINTS,
    "POINT": by_framework.POINT,
    "PASSAGES": notes.PASSAGES,
    "PAPERS_SHOWN": relied_on.SHOWN,
}


def fill(name: str, *, styles: tuple[str, ...], script: str = "", **values: Any) -> str:
    """Return the template filled; whatever it prints is made visible and escaped.

    The page may use the given style sheets and script (template files) and nothing else: its content
    security policy names their digests.
    """
    style = "\n".join(_text(s) for s in styles)
    rules = ["default-src 'none'", f"style-src '{_digest(style)}'"]
    if script:
        values["script"] = Markup(_text(script))  # noqa: S704
        rules.append(f"script-src '{_digest(_text(script))}'")
    policy = "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])
    return _environment().get_template(name).render(style=Markup(style), policy=policy, **values)  # noqa: S704


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made


def _visible(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _text(name: str) -> str:
    return files("pipeline.reports").joinpath("templates", name).read_text(encoding="utf-8")
