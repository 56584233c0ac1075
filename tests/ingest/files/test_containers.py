"""Archives and mails through the whole chain: each file inside one line, and what a new edition of them changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.ingest import FileOutcome, ingest, shown_name
from assistant.settings import Settings
from tests.ingest.test_run import PLAN, live, texts
from tests.reading.containers.test_mail import mail


def plan(number: int, task: str = "chủ trì") -> bytes:
    return PLAN.format(number=number, title=f"Kế hoạch thứ {number}", task=task).encode()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "chỉ mục", encoder="none", jobs=1)


def told(outcomes: tuple[FileOutcome, ...], folder: Path) -> list[tuple[str, str]]:
    return [(o.file.removeprefix(f"{folder}/"), o.outcome) for o in outcomes]


def test_each_file_inside_is_one_line_after_its_container(tmp_path: Path, settings: Settings) -> None:
    message = mail()
    message.add_attachment(plan(4), maintype="text", subtype="plain", filename="Kế hoạch 4.txt")
    members = {
        "Kế hoạch 1.txt": plan(1),
        "../../thoát.txt": plan(2),
        "lồng.zip": packed({"trong/Kế hoạch 3.txt": plan(3)}),
        "thư.eml": message.as_bytes(),
        "rỗng.txt": b"",
        "mật.txt": b"M\xe1\xba\xacT\n" + plan(5),
    }
    (tmp_path / "a.zip").write_bytes(packed(members))
    (tmp_path / "b.txt").write_bytes(plan(9))
    report = ingest([tmp_path / "a.zip", tmp_path / "b.txt"], settings)
    assert told(report.outcomes, tmp_path) == [
        ("a.zip", "unpacked"),
        ("a.zip!/Kế hoạch 1.txt", "added"),
        ("a.zip!/thoát.txt", "added"),
        ("a.zip!/lồng.zip", "unpacked"),
        ("a.zip!/lồng.zip!/trong/Kế hoạch 3.txt", "added"),
        ("a.zip!/thư.eml", "added"),
        ("a.zip!/thư.eml!/Kế hoạch 4.txt", "added"),
        ("a.zip!/rỗng.txt", "failed"),
        ("a.zip!/mật.txt", "failed"),
        ("b.txt", "added"),
    ]
    assert report.outcomes[0].reason == "Tệp nén có 6 tệp ở trong."
    assert [o.state for o in report.outcomes[7:9]] == ["unreadable", "refused"]
    assert not (tmp_path.parent / "thoát.txt").exists()
    assert shown_name(report.outcomes[6].file) == "a.zip › thư.eml › Kế hoạch 4.txt"


def test_what_is_known_is_not_read_again_and_what_was_not_reached_is(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.txt": plan(1), "2.txt": plan(2)}))

    def stop(event: object) -> None:
        if getattr(event, "done", 0) == 2:
            raise KeyboardInterrupt

    assert ingest([path], settings, stop).interrupted
    assert set(live(settings)) == {"1.txt"}
    again = ingest([path], settings)
    assert told(again.outcomes, tmp_path) == [
        ("a.zip", "unpacked"),
        ("a.zip!/1.txt", "unchanged"),
        ("a.zip!/2.txt", "added"),
    ]


def test_a_new_edition_replaces_keeps_and_withdraws(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.txt": plan(1, "làm cũ"), "2.txt": plan(2), "3.txt": plan(3, "đi mất")}))
    first = ingest([path], settings)
    path.write_bytes(packed({"1.txt": plan(1, "làm mới"), "2.txt": plan(2)}))
    second = ingest([path], settings)
    assert told(second.outcomes, tmp_path) == [
        ("a.zip", "unpacked"), ("a.zip!/1.txt", "replaced"), ("a.zip!/2.txt", "unchanged"),
    ]  # fmt: skip
    assert second.outcomes[1].document_id == first.outcomes[1].document_id
    assert second.outcomes[0].reason == (
        "Tệp nén có 2 tệp ở trong. 1 tệp không còn trong bản này đã được gỡ khỏi kho: “3.txt”."
    )
    assert "làm mới" in texts(settings)
    assert "làm cũ" not in texts(settings)
    assert "đi mất" not in texts(settings)
    assert live(settings)["3.txt"] == "removed"


def test_a_file_withdrawn_with_its_archive_answers_from_its_copy(tmp_path: Path, settings: Settings) -> None:
    path, copy = tmp_path / "a.zip", tmp_path / "b.txt"
    path.write_bytes(packed({"1.txt": plan(1, "việc chung"), "2.txt": plan(2)}))
    copy.write_bytes(plan(1, "việc chung"))
    assert [o.outcome for o in ingest([path, copy], settings).outcomes] == ["unpacked", "added", "added", "duplicate"]
    path.write_bytes(packed({"2.txt": plan(2)}))
    ingest([path], settings)
    assert "việc chung" in texts(settings)
    assert live(settings)["b.txt"] == "ready"


def test_an_archive_that_can_no_longer_be_opened_withdraws_nothing(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.zip"
    whole = packed({"1.txt": plan(1, "vẫn còn")})
    path.write_bytes(whole)
    ingest([path], settings)
    path.write_bytes(whole[: len(whole) // 2])
    (outcome,) = ingest([path], settings).outcomes
    assert (outcome.state, outcome.outcome) == ("unreadable", "failed")
    assert "vẫn còn" in texts(settings)
    path.write_bytes(whole)
    assert [o.outcome for o in ingest([path], settings).outcomes] == ["unpacked", "unchanged"]
    assert "a.zip" not in {name for name, state in live(settings).items() if state == "unreadable"}


def test_archives_within_archives_end_at_a_depth(tmp_path: Path, settings: Settings) -> None:
    data = packed({"đáy.txt": plan(1)})
    for level in (3, 2, 1):
        data = packed({f"{level}.zip": data})
    (tmp_path / "0.zip").write_bytes(data)
    *opened, last = ingest([tmp_path / "0.zip"], settings).outcomes
    assert [o.outcome for o in opened] == ["unpacked"] * 3
    assert last.reason is not None
    assert last.reason.startswith("Tệp nén lồng trong nhau quá 3 lớp nên không mở tiếp.")


def test_the_number_of_files_is_that_of_all_levels_together(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "kho", encoder="none", jobs=1, max_members=4)
    inner = packed({"1.txt": plan(1), "2.txt": plan(2), "3.txt": plan(3)})
    (tmp_path / "a.zip").write_bytes(packed({"a.zip": inner, "b.txt": plan(4)}))
    outcomes = ingest([tmp_path / "a.zip"], settings).outcomes
    assert told(outcomes, tmp_path) == [("a.zip", "unpacked"), ("a.zip!/a.zip", "failed"), ("a.zip!/b.txt", "added")]
    assert outcomes[1].reason == "Tệp nén có 3 tệp (tối đa 4). Hãy tách thành nhiều tệp nén nhỏ hơn."


def test_a_mail_is_a_document_titled_by_its_subject_and_opened_again(tmp_path: Path, settings: Settings) -> None:
    message = mail()
    message.add_attachment(plan(4), maintype="text", subtype="plain", filename="Kế hoạch 4.txt")
    path = tmp_path / "thư.eml"
    path.write_bytes(message.as_bytes())
    first, second = ingest([path], settings).outcomes
    assert (first.outcome, first.held, second.outcome) == ("added", 1, "added")
    assert "Em gửi kế hoạch." in texts(settings)
    assert [o.outcome for o in ingest([path], settings).outcomes] == ["unchanged", "unchanged"]


def test_nothing_unpacked_is_left_on_the_disk(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tạm"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    (tmp_path / "a.zip").write_bytes(packed({"1.txt": plan(1), "mật.txt": b"M\xe1\xba\xacT\n" + plan(5)}))
    ingest([tmp_path / "a.zip"], settings)
    assert [p.name for p in place.iterdir() if not p.name.startswith("tracuu-ocr")] == []
