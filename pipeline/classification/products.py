"""Products of whole numbers of 8 bits, exact on every machine.

onnxruntime multiplies bytes four times as fast as numpy multiplies the same numbers as floats, where the
processor adds up products of bytes in 32 bits. One that adds pairs of them in 16 bits loses what does not
fit: it is found out by trying, and numpy multiplies there. Both give the whole sum, rounded once.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.classification.exact import Floats

Bytes = NDArray[np.int8]

MIDDLE = 128  # what stands for nought in bytes without a sign
PART = 512  # columns summed at once: 128 × 128 × 512 is 2^23, and floats hold whole numbers to 2^24


def product(rows: Floats, weights: Bytes) -> Floats:
    """Return `rows` (whole numbers of -128 to 127) times `weights` (in × out)."""
    return (_quick() or _by_floats)(rows, weights)


def _by_floats(rows: Floats, weights: Bytes) -> Floats:
    parts = range(0, rows.shape[1], PART)
    if len(parts) == 1:
        return np.asarray(rows @ weights.astype(np.float32))
    total = np.zeros((len(rows), weights.shape[1]))
    for at in parts:
        total += rows[:, at : at + PART] @ weights[at : at + PART].astype(np.float32)
    return total.astype(np.float32)


@cache
def _quick() -> Callable[[Floats, Bytes], Floats] | None:
    """Return the product by onnxruntime, None where it is not exact."""
    import onnxruntime  # noqa: PLC0415 - only what reads sentences takes it

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # blocks are read side by side already
    session = onnxruntime.InferenceSession(_graph(), options, providers=["CPUExecutionProvider"])

    def by_bytes(rows: Floats, weights: Bytes) -> Floats:
        unsigned = (rows + np.float32(MIDDLE)).astype(np.uint8)
        (total,) = session.run(None, {"rows": unsigned, "weights": weights})
        return np.asarray(total, dtype=np.float32)

    return by_bytes if _is_exact(by_bytes) else None


def _is_exact(multiply: Callable[[Floats, Bytes], Floats]) -> bool:
    """Try the largest numbers there are, beside each other and by turns, in one row and in many."""
    most, by_turns = np.full(64, 127), np.resize([127, -128], 64)
    rows = np.stack([most, -most - 1, by_turns, -by_turns - 1]).astype(np.float32)
    weights = np.resize(rows.T, (64, 32)).astype(np.int8)
    tried = (rows[:1], np.tile(rows, (64, 1)))
    return all(np.array_equal(multiply(some, weights), _by_floats(some, weights)) for some in tried)


def _graph() -> bytes:
    """Return an ONNX model of one step: bytes less MIDDLE, times bytes with a sign, summed in 32 bits."""
    unsigned, signed, whole = 2, 3, 6  # onnx.TensorProto.DataType
    inputs = b"".join(_field(1, name) for name in (b"rows", b"weights", b"middle"))
    step = inputs + _field(2, b"total") + _field(4, b"MatMulInteger")
    middle = _number(2, unsigned) + _field(8, b"middle") + _field(9, bytes([MIDDLE]))
    graph = (
        _field(1, step)
        + _field(2, b"product")
        + _field(5, middle)
        + _field(11, _table(b"rows", unsigned))
        + _field(11, _table(b"weights", signed))
        + _field(12, _table(b"total", whole))
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 17))  # IR version 8, operators of opset 17


def _table(name: bytes, kind: int) -> bytes:
    of_two = _field(1, b"") * 2  # dimensions of any size
    return _field(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, of_two)))


def _field(number: int, content: bytes) -> bytes:
    """Return a field of a protocol buffer; its content must be shorter than 2^14 bytes."""
    length = [len(content)] if len(content) < 128 else [len(content) & 127 | 128, len(content) >> 7]
    return bytes([number << 3 | 2, *length]) + content


def _number(number: int, value: int) -> bytes:
    return bytes([number << 3, value])
