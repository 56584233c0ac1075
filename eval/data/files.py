"""Text files as people really save them: gzipped, with a byte order mark, or in an encoding that is not UTF-8."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from eval.data.problems import DatasetError, Problems
from eval.wording import say

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path) -> bytes:
    """The bytes, unpacked. Raises `DatasetError` when they cannot be read."""
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise DatasetError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def decode(data: bytes, path: Path) -> str:
    """UTF-8 with or without a mark, UTF-16 with one. Raises `DatasetError` naming the first line of other bytes: a
    guess at Latin-1 would make other words of Vietnamese ones in silence."""
    if data.startswith(_UTF16):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DatasetError(_not_utf8(path, line, data[error.start])) from error


def read_text(path: Path) -> str:
    return decode(read_bytes(path), path)


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """`(number from 1, line)` without its end, one line in memory at a time; empty lines are left out. Only line feeds
    end a line: titles may hold the separators that `str.splitlines` knows besides. Raises `DatasetError`."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            first = file.readline()
            if first.startswith(_UTF16):
                yield from _numbered((line.encode() for line in read_text(path).split("\n")), path)
            else:
                yield from _numbered(chain([first.removeprefix(codecs.BOM_UTF8)], file), path)
    except (OSError, EOFError) as error:
        raise DatasetError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _numbered(lines: Iterable[bytes], path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, line.decode().rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise DatasetError(_not_utf8(path, number, line[error.start])) from error


def _not_utf8(path: Path, line: int, byte: int) -> str:
    return f"{say('data.place', path=path, line=line)}: {say('data.not_utf8', byte=f'0x{byte:02X}')}"


def json_lines(path: Path, problems: Problems) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON-lines file; what is none is told."""
    for number, line in text_lines(path):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            problems.error(path, number, "json", say("data.not_json", reason=error.msg))
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            problems.error(path, number, "json", say("data.not_object"))


def read_json(path: Path) -> Any:
    """Raises `DatasetError` with the line at which it is no JSON."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        message = say("data.not_json", reason=error.msg)
        raise DatasetError(f"{say('data.place', path=path, line=error.lineno)}: {message}") from error


def write_json_lines(path: Path, records: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def file_hash(path: Path) -> str:
    """SHA-256 of the unpacked bytes: a set is the same whether it is gzipped or not."""
    digest = hashlib.sha256()
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
