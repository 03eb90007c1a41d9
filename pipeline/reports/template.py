"""Fill the HTML templates: escaped, self-contained, nothing loaded, no script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from pipeline.domain.review import Status
from pipeline.reports import reading, words
from pipeline.reports.escaping import lines, one_line, shortened, visible
from pipeline.reports.outline import place_in_words


def fill(name: str, *, styles: tuple[str, ...], **values: Any) -> str:
    """Return the template filled; whatever it prints is made visible and escaped.

    The page may use the given style sheets (template files) and nothing else: its content
    security policy names their digest.
    """
    style = "\n".join(_text(s) for s in styles)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _environment().get_template(name).render(style=Markup(style), policy=policy, **values)  # noqa: S704


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
    made.filters |= {
        "by_author": reading.changes_by_author,
        "count": words.count,
        "extent": reading.extent,
        "lines": lines,
        "one_line": one_line,
        "place": place_in_words,
        "remarks": reading.remarks,
        "shortened": shortened,
        "percent": words.percent,
        "sentence": words.sentence,
        "controls": words.controls,
        "failed": words.failed,
        "pages": words.pages,
    }
    made.globals |= {
        "Status": Status,
        "STATUS": words.STATUS,
        "MEANING": words.MEANING,
        "STANCE": words.STANCE,
        "OWNER": words.OWNER,
        "KIND": words.KIND,
        "LANGUAGE": words.LANGUAGE,
        "GUIDANCE": words.GUIDANCE,
        "NO_ADVICE": words.NO_ADVICE,
    }
    return made


def _visible(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _text(name: str) -> str:
    return files("pipeline.reports").joinpath("templates", name).read_text(encoding="utf-8")
