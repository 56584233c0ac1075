"""Damaged copies of files through the processes of an ingest: none lost, none that kills, stalls or surprises a reader.
Thousands a format are read by `python -m eval fuzz`; here a few of each, always the same ones."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eval.documents.fuzz import containers, fuzz, sources
from eval.documents.mutations import in_place, in_xml, mutate
from tests.conftest import PROJECT
from tests.variants import charts, delimited
from tests.variants.case import Variant

CORPUS = PROJECT / "corpus"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "md", "txt", "zip", "eml"])
def test_damaged_copies_are_all_accounted_for(tmp_path: Path, kind: str) -> None:
    files = sources([CORPUS], kind) or containers([CORPUS], kind, tmp_path)
    found = fuzz(files, kind, 60, 11, 2, tmp_path)
    assert (found.given, found.lost) == (60, 0)
    assert dict(found.faults) == {}, found.kept
    assert sum(found.states.values()) == 60


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), [("docx", "van-ban-plus/Phuluc5.docx"), ("pdf", "viparse-corpus")])
def test_damaged_copies_of_real_files(tmp_path: Path, shared_data: Path, kind: str, name: str) -> None:
    place = shared_data / "documents" / name
    files = [place] if place.is_file() else sources([place], kind)
    found = fuzz(files, kind, 30, 12, 2, tmp_path)
    assert dict(found.faults) == {}, found.kept


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "variants"), [("csv", delimited.variants), ("pptx", charts.variants)])
def test_damaged_lists_and_charts(tmp_path: Path, kind: str, variants: Callable[[], Iterator[Variant]]) -> None:
    files = []
    for variant in variants():
        if variant.via is None and variant.path.endswith(f".{kind}"):
            files.append(tmp_path / variant.path)
            files[-1].write_bytes(variant.data)
    found = fuzz(files, kind, 60, 13, 2, tmp_path)
    assert (found.given, found.lost) == (60, 0)
    assert dict(found.faults) == {}, found.kept


def test_the_same_seed_damages_alike_and_a_package_stays_whole() -> None:
    data = next(CORPUS.rglob("*.docx")).read_bytes()
    copies = [mutate(data, "docx", random.Random(f"1/{n}")) for n in range(40)]
    assert copies == [mutate(data, "docx", random.Random(f"1/{n}")) for n in range(40)]
    whole = sum(_is_whole(copy) for copy in copies)
    assert 20 <= whole < 40, "most damage is inside the parts, some is to the package"


def _is_whole(package: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def test_changes_inside() -> None:
    assert in_xml(b"<a>1</a>", random.Random(3)) != b"<a>1</a>"
    data = bytes(range(256)) * 8
    changed = in_place(data, random.Random(1))
    assert len(changed) == len(data)
    assert changed[:512] == data[:512]
    assert changed != data
