"""Files sent through the browser: safe names, nothing lost, nothing kept that must not be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.errors import IndexLocked, StorageError, TracuuError
from assistant.index import open_reader, open_writer
from assistant.settings import Settings
from assistant.ui.documents.upload import FOLDER, Saved, Upload, forget_copy, ingest_files, safe_name, save, save_all
from tests.conftest import PROJECT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch 12.docx", "Kế hoạch 12.docx"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\a\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("<script>.md", "_script_.md"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1.báo cáo.docx", "_LPT1.báo cáo.docx"),
        ("Consol.txt", "Consol.txt"),
        ("..", "tep"),
        ("", "tep"),
        ("a\nb.txt", "a_b.txt"),
        (".env", "env"),
    ],
)
def test_names_stay_in_their_folder(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_vietnamese_name_fits_the_file_system(tmp_path: Path) -> None:
    saved = save(Upload("ế" * 300 + ".docx", b"x"), tmp_path, replace_old=False)
    assert saved.path.name == "ế" * 50 + ".docx"
    assert saved.path.read_bytes() == b"x"


def test_other_bytes_of_the_same_name_get_a_number_unless_they_replace(tmp_path: Path) -> None:
    first = save(Upload("kh.txt", b"1"), tmp_path, replace_old=False)
    again = save(Upload("kh.txt", b"1"), tmp_path, replace_old=False)
    other = save(Upload("kh.txt", b"2"), tmp_path, replace_old=False)
    newer = save(Upload("kh.txt", b"3"), tmp_path, replace_old=True)
    folder = tmp_path / FOLDER
    assert (first, again) == (Saved(folder / "kh.txt", True), Saved(folder / "kh.txt", False))
    assert other == Saved(folder / "kh (2).txt", True)
    assert newer == Saved(folder / "kh.txt", True)
    assert sorted(p.read_bytes() for p in folder.iterdir()) == [b"2", b"3"]


def test_two_files_of_one_upload_never_replace_each_other(tmp_path: Path) -> None:
    saved = save_all([Upload("a/kh.txt", b"1"), Upload("b/kh.txt", b"2")], tmp_path, replace_old=True)
    assert [one.path.name for one in saved] == ["kh.txt", "kh (2).txt"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("đây là tệp")
    with pytest.raises(StorageError, match="Không ghi được tệp tải lên"):
        save_all([Upload("a.txt", b"1")], tmp_path, replace_old=False)


def test_only_uploaded_copies_are_deleted_with_their_document(tmp_path: Path) -> None:
    mine = save(Upload("a.txt", b"1"), tmp_path, replace_old=False).path
    theirs = tmp_path / "b.txt"
    theirs.write_bytes(b"2")
    forget_copy(str(mine), tmp_path)
    forget_copy(str(theirs), tmp_path)
    assert (mine.exists(), theirs.exists()) == (False, True)


def settings(index: Path) -> Settings:
    return Settings(index_dir=index, encoder="none")


def corpus_file(name: str) -> Upload:
    return Upload(name, (PROJECT / "corpus" / "tinh-mau" / name).read_bytes())


def test_a_secret_file_and_a_known_one_leave_no_copy(own_index: Path) -> None:
    names = ["mat-03-2026-dien-tap.pdf", "tb-91-2026-bao-tri-ban-quet.pdf", "kh-30-2026-cai-cach-hanh-chinh.docx"]
    uploads = [*map(corpus_file, names), Upload("moi.txt", "KẾ HOẠCH\nĐiều tra đàn ong năm 2026".encode())]
    saved = save_all(uploads, own_index, replace_old=False)
    events = [event for event in ingest_files(saved, settings(own_index)) if "state" in event]
    assert [event["state"] for event in events] == ["refused", "duplicate", "duplicate", "ready"]
    assert [event["done"] for event in events] == [1, 2, 3, 4]
    assert "117/2025/QH15" in events[0]["reason"]
    assert {p.name for p in (own_index / FOLDER).iterdir()} == {"moi.txt"}


def test_what_an_upload_did_not_reach_is_not_left_behind(own_index: Path) -> None:
    saved = save_all([corpus_file("mat-03-2026-dien-tap.pdf")], own_index, replace_old=False)
    with open_reader(own_index) as reader:
        encoder = reader.encoder
    with open_writer(own_index, encoder=encoder), pytest.raises(TracuuError) as told:
        list(ingest_files(saved, settings(own_index)))
    assert not isinstance(told.value, IndexLocked)  # it comes from the process that ingests, as its words
    assert "đang ghi" in told.value.message
    assert list((own_index / FOLDER).iterdir()) == []


def test_an_archive_is_opened_and_one_with_a_secret_file_is_emptied(tmp_path: Path) -> None:
    def packed(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, corpus_file(name).data)
        return out.getvalue()

    secret, public = "mat-03-2026-dien-tap.pdf", "kh-30-2026-cai-cach-hanh-chinh.docx"
    saved = save_all([Upload("a.zip", packed(secret, public)), Upload("b.zip", packed(public))], tmp_path, False)
    events = [event for event in ingest_files(saved, settings(tmp_path)) if "state" in event]
    assert [(Path(event["file"]).name, event["state"]) for event in events] == [
        ("a.zip", "unpacked"), (secret, "refused"), (public, "ready"), ("b.zip", "unpacked"), (public, "duplicate"),
    ]  # fmt: skip
    assert [one.path.stat().st_size > 0 for one in saved] == [False, True], "nothing of the secret file stays"
    (again,) = save_all([Upload("a.zip", packed(public))], tmp_path, False)
    assert again.path.name == "a (2).zip", "the name is taken: this is no new edition of the emptied one"
    forget_copy(events[4]["file"], tmp_path)
    assert saved[1].path.stat().st_size == 0
