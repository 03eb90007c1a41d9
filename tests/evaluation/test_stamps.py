"""What is kept of a fold holds as long as nothing changes that it stands on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.evaluation.corpus import load_corpus
from pipeline.evaluation.stamps import LEARNING, REVIEWING, is_stamped, put_stamp, stamp_of
from pipeline.resources import PACKAGE

from .annotated import write_corpus

# The agreements are plain text; these decide nothing.
ELSE = ("__init__.py", "errors.py", "ooxml/", "reports/words.py", "resources.py")


def imported(module: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for name in (node.module, *(f"{node.module}.{a.name}" for a in node.names)):
                place = PACKAGE.parent / name.replace(".", "/")
                yield from (p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file())


def reached(*modules: str, but_not_through: str = "") -> set[str]:
    found: set[str] = set()
    waiting = [PACKAGE / m for m in modules]
    while waiting:
        module = waiting.pop()
        name = module.relative_to(PACKAGE).as_posix()
        if name not in found:
            found.add(name)
            waiting += imported(module) if name != but_not_through else ()
    return {n for n in found if not n.startswith(ELSE)}


@pytest.mark.parametrize(
    ("rooms", "modules"),
    [
        # Of `analyze` learning takes how values are found, and nothing that assesses.
        (LEARNING, reached("evaluation/learn.py", but_not_through="analyze.py")),
        (REVIEWING, reached("evaluation/learn.py", "analyze.py")),
    ],
    ids=("learning", "reviewing"),
)
def test_every_module_that_decides_is_named(rooms, modules):
    assert {m for m in modules if not any(m == r or m.startswith(f"{r}/") for r in rooms)} == set()


def test_every_room_named_is_there():
    assert [r for r in REVIEWING if not (PACKAGE / r).exists()] == []


def test_a_stamp_tells_texts_and_others_apart(tmp_path):
    gold = load_corpus(write_corpus(tmp_path, ("one", "two")))
    others = {stamp_of(LEARNING, gold[1:]), stamp_of(LEARNING, gold, "x"), stamp_of(REVIEWING, gold)}
    assert len(others) == 3
    assert stamp_of(LEARNING, gold) not in others
    assert stamp_of(LEARNING, gold) == stamp_of(LEARNING, gold)


def test_only_the_same_stamp_is_good(tmp_path):
    put_stamp(tmp_path / "fold" / "stamp", "abc")
    assert is_stamped(tmp_path / "fold" / "stamp", "abc")
    assert not is_stamped(tmp_path / "fold" / "stamp", "abd")
    assert not is_stamped(tmp_path / "nothing", "abc")
