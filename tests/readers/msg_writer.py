"""Outlook messages (.msg) as small as they come: a compound file with the streams that a mail has."""

import struct
from itertools import pairwise

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
SECTOR, MINI, SMALL = 512, 64, 4096

Tree = dict[str, "bytes | Tree"]


def msg(body: str = "", *, html: bytes = b"", attached: dict[str, bytes | None] | None = None) -> bytes:
    """Return a message with the body and the files attached; None attaches a message in Outlook's own way."""
    attached = attached or {}
    fields: dict[int, bytes | int] = {0x1000001F: body.encode("utf-16-le")} if body else {}
    if html:
        fields |= {0x10130102: html, 0x3FDE0003: 65001}
    tree = _properties(fields, header=b"\0" * 8 + struct.pack("<4I8x", 0, len(attached), 0, len(attached)))
    for n, (name, content) in enumerate(attached.items()):
        item: dict[int, bytes | int] = {
            0x3707001F: name.encode("utf-16-le"),
            0x37050003: 5 if content is None else 1,
        }
        if content is not None:
            item[0x37010102] = content
        tree[f"__attach_version1.0_#{n:08X}"] = _properties(item, header=b"\0" * 8)
    return compound(tree)


def _properties(fields: dict[int, bytes | int], *, header: bytes) -> Tree:
    tree: Tree = {}
    rows = b""
    for tag, value in fields.items():
        if isinstance(value, int):
            rows += struct.pack("<IIII", tag, 6, value, 0)
        else:
            rows += struct.pack("<IIII", tag, 6, len(value) + (2 if tag & 0xFFFF == 0x1F else 0), 0)
            tree[f"__substg1.0_{tag:08X}"] = value
    tree["__properties_version1.0"] = header + rows
    return tree


def compound(tree: Tree) -> bytes:
    """Return a compound file (OLE) with the streams and storages of the tree."""
    names, kinds, contents, children = ["Root Entry"], [5], [b""], [[]]

    def add(branch: Tree, parent: int) -> None:
        for name, value in branch.items():
            number = len(names)
            names.append(name)
            kinds.append(1 if isinstance(value, dict) else 2)
            contents.append(b"" if isinstance(value, dict) else value)
            children.append([])
            children[parent].append(number)
            if isinstance(value, dict):
                add(value, number)

    add(tree, 0)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        first = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), END] if pieces else [])
        return first if pieces else END

    mini, mini_fat, starts = b"", [], [0] * len(names)
    for n, data in enumerate(contents):
        if kinds[n] != 2:
            continue
        if len(data) >= SMALL:
            starts[n] = store(data)
        elif data:
            starts[n] = len(mini_fat)
            count = -(-len(data) // MINI)
            mini_fat += [*range(starts[n] + 1, starts[n] + count), END]
            mini += data.ljust(count * MINI, b"\0")
        else:
            starts[n] = END
    starts[0] = store(mini)
    packed_mini_fat = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    first_mini_fat = store(packed_mini_fat.ljust(-(-len(packed_mini_fat) // SECTOR) * SECTOR, b"\xff"))
    mini_fat_sectors = -(-len(packed_mini_fat) // SECTOR)
    next_of = [FREE] * len(names)
    child_of = [FREE] * len(names)
    for parent, numbers in enumerate(children):
        ordered = sorted(numbers, key=lambda n: (len(names[n]), names[n].upper()))
        for a, b in pairwise(ordered):
            next_of[a] = b
        if ordered:
            child_of[parent] = ordered[0]
    entries = b"".join(
        names[n].encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(names[n]) + 2, kinds[n], 1, FREE, next_of[n], child_of[n])
        + b"\0" * 36
        + struct.pack("<IQ", starts[n], len(mini) if n == 0 else len(contents[n]))
        for n in range(len(names))
    )
    first_directory = store(entries.ljust(-(-len(entries) // SECTOR) * SECTOR, b"\0"))
    count = 1
    while count * SECTOR // 4 < len(fat) + count:
        count += 1
    where = [len(sectors) + n for n in range(count)]
    table = struct.pack(f"<{len(fat) + count}I", *fat, *[0xFFFFFFFD] * count).ljust(count * SECTOR, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, count, first_directory, 0, SMALL, first_mini_fat, mini_fat_sectors, END, 0)
        + struct.pack("<109I", *where, *[FREE] * (109 - count))
    )  # fmt: skip
    return header + b"".join(sectors) + table
