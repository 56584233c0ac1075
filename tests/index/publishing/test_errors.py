"""Every failure a person can meet: the right error, a Vietnamese sentence, what to do, and an index as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import IndexDamaged, IndexLocked, IndexMismatch, IndexMissing, StorageError
from assistant.index import EncoderInfo, info, open_reader, open_writer, repair, verify
from assistant.index.publishing.ledger import Ledger
from tests.index.toy import ALL, ENCODER, new_document, term


def make(directory: Path, *words: str) -> Path:
    with open_writer(directory, encoder=ENCODER, segmenter="v1") as writer:
        for word in words or ("một",):
            writer.put(new_document(f"/kho/{word}.txt", [word]))
    return directory


def answers(directory: Path, word: str) -> bool:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        return bool(snapshot.lexical(term(word), 5, ALL))


@pytest.mark.parametrize("call", [open_reader, info, verify])
def test_missing_index(tmp_path: Path, call: object) -> None:
    with pytest.raises(IndexMissing, match=r"Chưa có chỉ mục .* tracuu ingest"):
        call(tmp_path / "không có")  # type: ignore[operator]
    assert not (tmp_path / "không có").exists()


def test_missing_index_to_repair(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        repair(tmp_path, encoder=None, terms=lambda d, p: None)  # type: ignore[arg-type, return-value]


def test_other_encoder(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(IndexMismatch, match=r"bộ mã hóa khác .* tracuu index repair"):
        open_reader(tmp_path, fingerprint="another")
    for encoder in (EncoderInfo("another", 32), None):
        with pytest.raises(IndexMismatch):
            open_writer(tmp_path, encoder=encoder)
    make(tmp_path, "hai")
    assert answers(tmp_path, "một")
    assert answers(tmp_path, "hai")


def test_other_segmenter(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(IndexMismatch, match=r"“v1”, đang dùng “v2”"):
        open_writer(tmp_path, encoder=ENCODER, segmenter="v2")


def test_an_index_without_files_takes_another_encoder(tmp_path: Path) -> None:
    open_writer(tmp_path, encoder=EncoderInfo("another", 8), segmenter="v0").close()
    make(tmp_path)
    assert answers(tmp_path, "một")


def test_newer_schema(tmp_path: Path) -> None:
    make(tmp_path)
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    for call in (open_reader, info, verify, lambda d: open_writer(d, encoder=ENCODER)):
        with pytest.raises(IndexMismatch, match=r"phiên bản phần mềm mới hơn .*99"):
            call(tmp_path)


def test_second_writer(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        with pytest.raises(IndexLocked, match=r"đang ghi vào chỉ mục .* Hãy đợi"):
            open_writer(tmp_path, encoder=ENCODER)
        script = (
            "import sys; from pathlib import Path; from assistant.index import open_writer\n"
            "from assistant.errors import IndexLocked\n"
            "try: open_writer(Path(sys.argv[1]), encoder=None)\n"
            "except IndexLocked as error: sys.exit(error.exit_code)"
        )
        done = subprocess.run([os.sys.executable, "-c", script, str(tmp_path)], check=False)  # type: ignore[attr-defined]
        assert done.returncode == IndexLocked.exit_code
        writer.put(new_document("/kho/a.txt", ["một"]))
    make(tmp_path, "hai")
    assert answers(tmp_path, "một")


def test_the_lock_is_free_after_a_failed_opening(tmp_path: Path) -> None:
    make(tmp_path)
    for _ in range(2):
        with pytest.raises(IndexMismatch):
            open_writer(tmp_path, encoder=None)
    open_writer(tmp_path, encoder=ENCODER).close()


@pytest.mark.parametrize("victim", ["dense", "lexical-1"])
def test_a_lost_store_is_damage_that_names_the_command(tmp_path: Path, victim: str) -> None:
    make(tmp_path)
    for file in (tmp_path / victim).iterdir():
        file.unlink()
    with pytest.raises(IndexDamaged, match="tracuu index repair"):
        open_reader(tmp_path)


def test_a_catalog_of_garbage(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "catalog.sqlite3").write_bytes(b"garbage " * 1000)
    for call in (open_reader, lambda d: open_writer(d, encoder=ENCODER)):
        with pytest.raises(IndexDamaged, match=r"catalog\.sqlite3 .* nạp lại"):
            call(tmp_path)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small file system of its own; skips where mounting is not permitted."""
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a tmpfs is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 8, 40, 70, 90, 120, 200, 400])
def test_full_disk_at_every_stage(tmp_path: Path, room: int) -> None:
    """With `room` KiB left an addition, a replacement and a removal fail somewhere or succeed: nothing half done."""
    with mounted(tmp_path / "đĩa", "size=4m") as disk:
        directory = make(disk / "kho", "một", "hai")
        filler = disk / "filler"
        with filler.open("wb") as file:
            free = shutil.disk_usage(disk).free - room * 1024
            file.write(b"x" * max(free, 0))
        failure = None
        try:
            with open_writer(directory, encoder=ENCODER) as writer:
                for n in range(30):
                    writer.put(new_document(f"/kho/ba{n}.txt", [f"ba{n}từ{i}" for i in range(40)]))
                writer.put(new_document("/kho/một.txt", ["mới"]))
                writer.remove(2)
                writer.commit()
        except StorageError as error:
            failure = error
        failed = failure is not None
        assert failure is None or ("đã đầy" in failure.message and "giải phóng dung lượng" in failure.action)
        assert answers(directory, "một") is failed
        assert answers(directory, "hai") is failed
        assert answers(directory, "mới") is not failed
        assert answers(directory, "ba29từ0") is not failed
        assert failed or room == 400
        filler.unlink()
        make(directory, "bốn")
        assert answers(directory, "bốn")
        assert verify(directory).problems == ()


def test_no_room_for_a_new_index(tmp_path: Path) -> None:
    with mounted(tmp_path / "đĩa", "size=64k") as disk:
        with pytest.raises(StorageError, match="đã đầy"):
            make(disk / "kho")
        with pytest.raises(IndexMissing):
            open_reader(disk / "kho")


def test_read_only_folder(tmp_path: Path) -> None:
    """Readers work there; a writer gets a clear message."""
    with mounted(tmp_path / "đĩa", "size=4m") as disk:
        directory = make(disk / "kho", "một", "hai")
        remount(disk, "ro")
        for _ in range(2):
            assert answers(directory, "một")
        assert info(directory)["documents"] == 2
        assert verify(directory).problems == ()
        with pytest.raises(StorageError, match=r"Không ghi được .* quyền ghi"):
            open_writer(directory, encoder=ENCODER)
        with pytest.raises(StorageError):
            open_writer(disk / "kho mới", encoder=ENCODER)


def test_an_unfinished_write_in_a_read_only_folder(tmp_path: Path) -> None:
    """A killed writer's log lies beside the catalog: reading around it would show an older state as the newest."""
    with mounted(tmp_path / "đĩa", "size=8m") as disk:
        directory = make(disk / "kho", "một")
        writer = open_writer(directory, encoder=ENCODER)
        writer.put(new_document("/kho/hai.txt", ["hai"]))
        writer.commit()
        copy = shutil.copytree(directory, disk / "bản sao")  # as a kill would leave it: the log is not merged
        writer.close()
        remount(disk, "ro")
        failure = None
        try:
            assert answers(copy, "hai")
        except StorageError as error:
            failure = error
        assert failure is None or "quyền ghi" in failure.action


@pytest.mark.parametrize("published", [False, True])
def test_an_interrupt_while_publishing_leaves_one_whole_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: bool
) -> None:
    """Ctrl+C just before or just after SQLite's commit: the files of what was published must stay."""
    make(tmp_path, "một")
    publish = Ledger.publish

    def interrupted(ledger: Ledger) -> None:
        if published:
            publish(ledger)
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt), open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/hai.txt", ["hai"]))
    monkeypatch.undo()
    for _ in range(2):  # as a reader finds it, then after the next writer has cleared up
        assert (answers(tmp_path, "một"), answers(tmp_path, "hai")) == (True, published)
        assert verify(tmp_path).problems == ()
        open_writer(tmp_path, encoder=ENCODER).close()
    assert len(list((tmp_path / "dense").iterdir())) == 1 + published
