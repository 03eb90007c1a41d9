"""Real files made wrong: bytes flipped, cut, repeated and shuffled; the parts of archives and PDFs too."""

import io
import random
import re
import zipfile
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

EXTREME = (
    b"0",
    b"-1",
    b"65535",
    b"65536",
    b"1000000000",
    b"2147483648",
    b"99999999999999999999",
    b"1e400",
    b"NaN",
)
_NUMBER = re.compile(rb"\d+")
_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj\s*", re.DOTALL)
_TAG = re.compile(rb"<[^<>]{1,400}>")
_WORD = re.compile(rb"[A-Za-z/\\]{2,}")
_LARGEST = 4_000_000  # bytes; repeating parts must not grow a file beyond what is quickly written


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 4, 32, 256))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def overwrite(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    at, length = rng.randrange(len(made)), rng.choice((1, 16, 512, 8192))
    made[at : at + length] = rng.choice((bytes(length), b"\xff" * length, rng.randbytes(length)))
    return bytes(made)


def truncate(data: bytes, rng: random.Random) -> bytes:
    cut = rng.randrange(1, len(data) + 1)
    return data[:cut] if rng.random() < 0.8 else data[cut:] or data[:1]


def shuffle_chunks(data: bytes, rng: random.Random) -> bytes:
    size = max(1, len(data) // rng.choice((4, 16, 64)))
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    rng.shuffle(chunks)
    return b"".join(chunks)


def repeat(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    part = data[at : at + rng.choice((8, 256, 4096))]
    times = min(rng.choice((2, 50, 5000)), _LARGEST // max(1, len(part)))
    return data[:at] + part * times + data[at:]


def numbers(data: bytes, rng: random.Random) -> bytes:
    return _replace(data, _NUMBER, lambda _: rng.choice(EXTREME), rng)


def tags(data: bytes, rng: random.Random) -> bytes:
    """Drop, double and swap tags."""
    found = _TAG.findall(data) or [b"<w:p>"]
    return _replace(data, _TAG, lambda tag: rng.choice((b"", tag * 2, rng.choice(found))), rng)


def words(data: bytes, rng: random.Random) -> bytes:
    """Put names and words of the file in each other's place."""
    found = _WORD.findall(data) or [b"/Type"]
    return _replace(data, _WORD, lambda _: rng.choice(found), rng)


def shuffle_objects(data: bytes, rng: random.Random) -> bytes:
    """Shuffle, drop and double the objects of a PDF; its cross-reference table then lies."""
    objects = _OBJECT.findall(data)
    if len(objects) < 2:
        return shuffle_chunks(data, rng)
    rng.shuffle(objects)
    kept = [part for part in objects if rng.random() < 0.95] + rng.choices(objects, k=rng.randrange(3))
    ends = data[data.rfind(b"xref") :] if rng.random() < 0.7 else b""
    return data[: data.find(objects[0])][:1024] + b"".join(kept) + ends


def inside_archive(data: bytes, rng: random.Random) -> bytes:
    """Mutate one part of an archive and pack it again, so that the parsers behind the archive are reached."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    filled = [n for n, (_, content) in enumerate(parts) if content]
    # The parts a reader walks through are hit more often than pictures and themes.
    telling = [
        n for n in filled if re.search(r"document|numbering|styles|comments|content|rels|Types", parts[n][0])
    ]
    for n in (
        rng.sample(filled, k=min(len(filled), rng.choice((1, 1, 3))))
        if not telling
        else [rng.choice(telling)]
    ):
        name, content = parts[n]
        change = rng.choice((flip_bits, truncate, repeat, numbers, tags, tags, words, shuffle_chunks))
        parts[n] = (name, change(content, rng))
    if rng.random() < 0.1:
        parts.pop(rng.randrange(len(parts)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


RAW: tuple[Mutation, ...] = (flip_bits, overwrite, truncate, shuffle_chunks, repeat, numbers, words)
FOR: dict[str, tuple[Mutation, ...]] = {
    "pdf": (*RAW, shuffle_objects, shuffle_objects, numbers),
    "docx": (flip_bits, truncate, *(inside_archive,) * 6),
    "odt": (flip_bits, truncate, *(inside_archive,) * 6),
    "zip": (*RAW, *(inside_archive,) * 3),
    "html": (*RAW, tags, tags, tags),
}


def _replace(
    data: bytes, pattern: re.Pattern[bytes], new: Callable[[bytes], bytes], rng: random.Random
) -> bytes:
    share = rng.choice((0.001, 0.02, 0.3))
    return pattern.sub(lambda m: new(m.group()) if rng.random() < share else m.group(), data)[: 2 * _LARGEST]
