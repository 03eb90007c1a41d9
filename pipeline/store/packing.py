"""Bytes in a third or less of the room, and back."""

import zlib

LARGEST = 256 * 2**20  # bytes of one entry, unpacked


def packed(content: bytes) -> bytes | None:
    """Return the bytes in a third or less of the room, None where they are too many to be kept."""
    return zlib.compress(content, 1) if len(content) <= LARGEST else None


def unpacked(content: bytes) -> bytes | None:
    """Return the bytes as they were, None where they are damaged or unpack without end."""
    unpack = zlib.decompressobj()
    try:
        found = unpack.decompress(content, LARGEST)
    except zlib.error:
        return None
    return found if unpack.eof else None
