"""The whole chain on small real files: what each file becomes, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index import open_reader, verify
from assistant.ingest import IngestEvent, ingest, ingest_texts
from assistant.settings import Settings
from assistant.types import Document, Passage, Scope

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: {number}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
{title}

I. MỤC ĐÍCH
1. Nâng cao chất lượng phục vụ người dân.
II. NHIỆM VỤ
1. Sở Khoa học và Công nghệ {task}.
"""


def plan(folder: Path, name: str, number: int, title: str, task: str) -> Path:
    path = folder / name
    path.write_text(PLAN.format(number=number, title=title, task=task), encoding="utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "chỉ mục", encoder="none", jobs=1, word_segmentation=False)


def live(settings: Settings) -> dict[str, str]:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        return {r.file: r.state for r in snapshot.records()}


def texts(settings: Settings) -> str:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        records = snapshot.records(Scope(frozenset({"chung"})), {"ready", "partial"})
        return "\n".join(snapshot.document(r.id).text for r in records)


def stored(settings: Settings) -> list[tuple[Document, list[Passage]]]:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        records = sorted(snapshot.records(Scope(frozenset({"chung"}))), key=lambda record: record.file)
        return [(snapshot.document(r.id), [held.passage for held in snapshot.passages_of(r.id)]) for r in records]


def test_every_file_ends_in_one_outcome(tmp_path: Path, settings: Settings) -> None:
    files = tmp_path / "tệp"
    files.mkdir()
    plan(files, "a.txt", 7, "Chuyển đổi số năm 2026", "chủ trì triển khai nền tảng số")
    (files / "b.txt").write_text((files / "a.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (files / "c.pdf").write_bytes(b"")
    (files / ".DS_Store").write_bytes(b"\x00\x01")
    report = ingest([files], settings)
    assert {Path(o.file).name: (o.state, o.outcome) for o in report.outcomes} == {
        ".DS_Store": ("unreadable", "failed"),
        "a.txt": ("ready", "added"),
        "b.txt": ("duplicate", "duplicate"),
        "c.pdf": ("unreadable", "failed"),
    }
    assert [Path(o.file).name for o in report.failed] == ["c.pdf"]
    assert set(live(settings)) == {"a.txt", "b.txt", "c.pdf", ".DS_Store"}


def test_the_same_bytes_twice_are_not_read_again(tmp_path: Path, settings: Settings) -> None:
    path = plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "chủ trì")
    first = ingest([path], settings)
    second = ingest([path], settings)
    assert [o.outcome for o in second.outcomes] == ["unchanged"]
    assert second.generation == first.generation


def test_new_bytes_are_the_next_version_and_the_old_one_is_gone(tmp_path: Path, settings: Settings) -> None:
    path = plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "xây dựng kho dữ liệu")
    first = ingest([path], settings).outcomes[0]
    plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "vận hành trung tâm điều hành")
    second = ingest([path], settings).outcomes[0]
    assert (second.document_id, second.version, second.outcome) == (first.document_id, 2, "replaced")
    assert "trung tâm điều hành" in texts(settings)
    assert "kho dữ liệu" not in texts(settings)


def test_interrupting_keeps_what_is_done_and_the_next_run_goes_on(tmp_path: Path, settings: Settings) -> None:
    files = [plan(tmp_path, f"{i}.txt", i, f"Kế hoạch thứ {i}", f"làm việc {i}") for i in range(1, 5)]

    def stop(event: IngestEvent) -> None:
        if event.done == 2:
            raise KeyboardInterrupt

    report = ingest(files, settings, stop)
    assert report.interrupted
    assert set(live(settings)) == {"1.txt", "2.txt"}
    report = ingest(files, settings)
    assert [o.outcome for o in report.outcomes] == ["unchanged", "unchanged", "added", "added"]


def test_a_secret_file_leaves_only_hash_name_and_reason(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "mật.txt"
    text = PLAN.format(number=9, title="Phương án bảo vệ", task="giữ kín chi tiết này")
    path.write_text("MẬT\n" + text, encoding="utf-8")
    (outcome,) = ingest([path], settings).outcomes
    assert outcome.state == "refused"
    assert outcome.reason is not None
    assert "117/2025/QH15" in outcome.reason
    stored = b"".join(p.read_bytes() for p in settings.index_dir.rglob("*") if p.is_file())
    assert "giữ kín".encode() not in stored
    assert "Phương án".encode() not in stored


@pytest.mark.slow
@pytest.mark.parametrize("encoder", ["none", "bundled"])  # with one, reading processes also make vectors and pack
def test_worker_processes_store_the_same_as_the_writer_alone(tmp_path: Path, settings: Settings, encoder: str) -> None:
    settings = replace(settings, encoder=encoder)
    files = [
        plan(tmp_path, f"{i}.txt", i, f"Kế hoạch thứ {i}", f"chủ trì làm việc {i} trước ngày 15/{i}/2026")
        for i in range(1, 6)
    ]
    for file in files:
        ingest([file], settings)
    parallel = replace(settings, index_dir=tmp_path / "song song", jobs=2)
    ingest(files, parallel)
    alone, together = stored(settings), stored(parallel)
    assert alone == together
    assert [len(document.tasks) for document, _ in together] == [1] * 5
    assert verify(parallel.index_dir).ok


def test_texts_of_a_bench_go_through_the_same_chain(settings: Settings) -> None:
    items = [("d1", "Thanh niên", "Thanh niên là công dân từ đủ 16 tuổi."), ("d2", "Chỉ có tên", "  "), ("d3", "", "")]
    report = ingest_texts(items, settings)
    assert [(o.file, o.outcome) for o in report.outcomes] == [
        ("beir:d1", "added"),
        ("beir:d2", "added"),
        ("beir:d3", "failed"),
    ]
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        records = snapshot.records(Scope(frozenset({"chung"})), {"ready"})
        assert [r.letterhead.title for r in records] == ["Thanh niên", "Chỉ có tên"]
