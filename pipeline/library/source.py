"""One YAML file of the library: its data, and the line of any field in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.errors import LibraryError

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml reads the same, slower
    from yaml import SafeLoader  # type: ignore[assignment]

T = TypeVar("T")
Where = tuple[str | int, ...]


class _Loader(SafeLoader):
    """Reads YAML, in which no name may stand twice: of two positions one would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping; raises ConstructorError at a name that stood there before."""
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"“{key.value}” stands here for the second time", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the library, with file, line (from 1) and field."""

    file: str
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        """Write the fault as editors and compilers do, so that it can be clicked."""
        return f"{self.file}:{self.line}: {self.field}: {self.problem}"


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed YAML file."""

    path: Path
    name: str
    data: Any

    def fault(self, where: Where, problem: str) -> Fault:
        """Return a fault at a field, given as the path of keys and indexes to it."""
        return Fault(self.name, self._line(where), _field(where), problem)

    def _line(self, where: Where) -> int:
        node = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=SafeLoader)
        for step in where:
            found = _child(node, step)
            if found is None:
                break
            node = found
        return int(node.start_mark.line) + 1 if node else 1


def open_yaml(path: Path, *, root: Path) -> YamlFile:
    """Parse a YAML file; raises LibraryError with file and line where it is no YAML."""
    name = path.relative_to(root).as_posix()
    try:
        return YamlFile(path, name, yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader))  # noqa: S506 (a safe one)
    except OSError as error:
        raise LibraryError(f"{name}: can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise LibraryError(f"{name}: is not UTF-8 text; save it as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "is not YAML"
        raise LibraryError(str(Fault(name, line, "(file)", f"{problem}"))) from error


def validated(file: YamlFile, adapter: TypeAdapter[T], data: Any, *, at: Where = ()) -> T | tuple[Fault, ...]:
    """Return the data as the adapter's type, or every fault that keeps it from being one."""
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        return tuple(file.fault((*at, *e["loc"]), _say(e["type"], e["msg"])) for e in error.errors())


def _say(kind: str, message: str) -> str:
    entries = "should be entries, each a name, a colon and a value"
    plain = {
        "missing": "is missing",
        "unexpected_keyword_argument": "is not a field the library knows; check its spelling",
        "dataclass_type": entries,  # its own words name a class of ours
        "dict_type": entries,
        "tuple_type": "should be a list",
    }
    return plain.get(kind, message[:1].lower() + message[1:])


def _field(where: Where) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return text.lstrip(".") or "(file)"


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((v for k, v in node.value if k.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    return None
