"""Which files a batch holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.errors import FileUnreadable
from assistant.ingest.files.batch_files import absolute, expand, is_system_file, sha256_of


def test_folders_are_walked_in_name_order_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt", "sources.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    files = expand([tmp_path / "a.txt", tmp_path])
    assert [f.relative_to(tmp_path).as_posix() for f in files] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_a_missing_path_is_kept_for_the_report(tmp_path: Path) -> None:
    assert expand([tmp_path / "không-có.txt"]) == [tmp_path / "không-có.txt"]


def test_a_link_that_leads_back_does_not_run_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "vòng").symlink_to(tmp_path, target_is_directory=True)
    assert [f.name for f in expand([tmp_path])] == ["a.txt"]


def test_the_path_the_person_gave_is_the_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("x/../a.txt")) == tmp_path / "a.txt"


@pytest.mark.parametrize(
    ("name", "system"),
    [("Thumbs.db", True), (".DS_Store", True), ("~$Ke hoach.docx", True), ("Kế hoạch.docx", False), (".gitkeep", True)],
)
def test_files_of_the_system_are_known(name: str, system: bool) -> None:
    assert is_system_file(Path(name)) is system


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x00kh")
    assert sha256_of(path) == hashlib.sha256(b"\x00kh").hexdigest()


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        sha256_of(tmp_path / "mất.pdf")
    assert caught.value.message == "Không tìm thấy tệp này."
