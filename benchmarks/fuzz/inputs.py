"""The inputs of a format: the nth is always the same bytes, whatever machine makes it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from runpy import run_path

from benchmarks.fuzz import bombs, bombs_pdf, bombs_text
from benchmarks.fuzz.mutations import FOR, RAW

BOMBS: dict[str, tuple[bombs.Bomb, ...]] = {
    "pdf": bombs_pdf.ALL,
    "docx": (*bombs.DOCX, *bombs.ARCHIVES),
    "odt": bombs.ODT,
    "zip": (*bombs.ARCHIVES, bombs.zip_names),
    "html": bombs_text.HTML,
    "md": bombs_text.MARKDOWN,
    "txt": bombs_text.TEXT,
    "rtf": (bombs_text.rtf,),
    "eml": (bombs_text.mail,),
    "msg": (),
}
ENDINGS = {"html": (".html", ".htm"), "txt": (".txt",)}
WRITER = Path(__file__).parents[2] / "tests" / "readers" / "msg_writer.py"
BOMB_SHARE = 0.15  # of the inputs, where a format has bombs


@dataclass(frozen=True, slots=True)
class Input:
    """A hostile file: its name says how to make it again."""

    name: str
    data: bytes


def seeds_of(form: str, folders: list[Path]) -> tuple[bytes, ...]:
    """Return the real files of a format, in order of name; made of others where there are none."""
    endings = ENDINGS.get(form, (f".{form}",))
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in endings)
    found = tuple(p.read_bytes() for p in paths)
    if found:
        return found
    prose = "\n\n".join(f"{n}. The Provider shall notify the Customer within {n} days." for n in range(1, 80))
    match form:
        case "txt":
            return (prose.encode(),)
        case "rtf":
            return (b"{\\rtf1\\ansi " + prose.replace("\n\n", "\\par\n").encode() + b"}",)
        case "odt":
            return (bombs.odt(bombs.odt_paragraphs(prose)),)
        case "eml":
            return (_mail(prose),)
        case "zip":
            papers = sorted(
                p for folder in folders for p in folder.rglob("*") if p.suffix in (".docx", ".pdf", ".md")
            )
            return (bombs.plain_zip({p.name: p.read_bytes() for p in papers[:3]}),)
        case "msg":  # no library writes them; the tests have a writer
            written: bytes = run_path(str(WRITER))["msg"](prose, attached={"terms.txt": prose.encode()})
            return (written,)
    return ()


def inputs_of(form: str, seeds: tuple[bytes, ...], *, number: int, seed: int) -> Iterator[Input]:
    """Yield the inputs: bombs first in each round, then mutations of the real files."""
    for n in range(number):
        rng = random.Random(f"{seed}:{form}:{n}")
        made = BOMBS[form]
        if made and (rng.random() < BOMB_SHARE or not seeds):
            make = made[n % len(made)] if n < len(made) else rng.choice(made)
            yield Input(f"{n}-{make.__name__}.{form}", make(rng))
        elif seeds:
            change = rng.choice(FOR.get(form, RAW))
            yield Input(f"{n}-{change.__name__}.{form}", change(rng.choice(seeds), rng) or b"\x00")


def _mail(prose: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sales@example.com", "legal@example.com", "Our terms"
    mail.set_content("Please find our terms below and attached.\n\n" + prose)
    mail.add_alternative(f"<html><body><p>{prose}</p></body></html>", subtype="html")
    mail.add_attachment(prose.encode(), maintype="text", subtype="plain", filename="terms.txt")
    return mail.as_bytes()
