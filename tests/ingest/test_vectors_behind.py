"""An encoder slower than the static one: files can be searched by their words at once, their vectors come behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.encoding import Encoder, load_encoder
from assistant.index import EncoderInfo, open_reader, open_writer, verify
from assistant.ingest import VectorEvent, encoding, ingest
from assistant.ingest import vectors_behind as behind
from assistant.ingest.vectors_behind import encode_behind
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Scope, SearchResult
from tests.conftest import PROJECT
from tests.encoding.transformer.tiny_transformer import make_models

ALL = Scope(frozenset({"chung"}))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trained encoder with random weights."""
    return make_models(tmp_path_factory.mktemp("model"), int8=False)[2]


@pytest.fixture
def settings(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(behind, "AT_ONCE", 2)
    monkeypatch.setattr(behind, "BATCH", 1)
    return Settings(index_dir=tmp_path / "kho", encoder=str(model), jobs=1, word_segmentation=False)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    out = []
    for name, task in (("a", "cấp nước sạch"), ("b", "trồng rừng"), ("c", "sửa đường liên xã")):
        out.append(tmp_path / f"{name}.txt")
        out[-1].write_text(f"KẾ HOẠCH\nVề việc {task}\nI. MỤC ĐÍCH\n1. Việc {task} xong trong năm 2026.\n", "utf-8")
    return out


def lacking(settings: Settings) -> int:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        return snapshot.stats.unencoded


def searched(settings: Settings, question: str) -> SearchResult:
    encoder = load_encoder(settings.encoder)
    with open_reader(settings.index_dir) as reader:
        return Searcher(reader, encoder, settings).search(question, ALL)


def encoder_of(settings: Settings) -> Encoder:
    encoder = load_encoder(settings.encoder)
    assert encoder is not None
    return encoder


def test_all_files_are_searchable_and_then_have_their_vectors(settings: Settings, files: list[Path]) -> None:
    told: list[VectorEvent] = []
    states: list[tuple[int, tuple[str, ...], str]] = []

    def on_vectors(event: VectorEvent) -> None:
        if not told:
            result = searched(settings, "trồng rừng")
            states.append((lacking(settings), result.notes, result.hits[0].document.file))
        told.append(event)

    report = ingest(files, settings, on_vectors=on_vectors)
    assert [o.state for o in report.outcomes] == ["ready"] * 3
    (count, notes, first) = states[0]
    assert count == report.passages > 3
    assert "chỉ tìm theo từ ngữ" in notes[0]
    assert first == "b.txt"
    assert [(e.vectors, e.passages) for e in told] == [(i, count) for i in range(1, count + 1)]
    assert told[-1].seconds_left == 0
    result = searched(settings, "trồng rừng")
    assert (lacking(settings), report.unencoded, result.notes) == (0, 0, ())
    assert "cosine" in result.hits[0].features
    done = verify(settings.index_dir)
    assert done.ok
    assert done.vectors == count


def test_an_answer_says_that_it_went_by_words_alone(settings: Settings, files: list[Path]) -> None:
    def stop(event: VectorEvent) -> None:
        raise KeyboardInterrupt

    report = ingest(files, settings, on_vectors=stop)
    assert report.interrupted
    assert report.unencoded == report.passages
    with open_reader(settings.index_dir) as reader:
        searcher = Searcher(reader, load_encoder(settings.encoder), settings)
        answer = Assistant(searcher, reader, settings).ask("Việc trồng rừng xong khi nào?", ALL)
    assert "năm 2026" in answer.citations[0].quote
    assert any("tracuu index encode" in note for note in answer.notes)


def test_what_was_stopped_goes_on_without_reading_or_encoding_anything_again(
    settings: Settings, files: list[Path]
) -> None:
    def stop(event: VectorEvent) -> None:
        if event.vectors == 3:
            raise KeyboardInterrupt

    assert ingest(files, settings, on_vectors=stop).interrupted
    left = lacking(settings)
    told: list[VectorEvent] = []
    report = ingest(files, settings, on_vectors=told.append)
    assert [o.outcome for o in report.outcomes] == ["unchanged"] * 3
    assert 0 < left == told[-1].passages < report.passages
    assert lacking(settings) == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_killed_process_loses_only_what_it_was_at(settings: Settings, files: list[Path]) -> None:
    code = f"""
import os, signal
from pathlib import Path
from assistant.ingest import ingest, vectors_behind
from assistant.settings import Settings
vectors_behind.AT_ONCE, vectors_behind.BATCH = 2, 1
def die(event):
    if event.vectors == 4:
        os.kill(os.getpid(), signal.SIGKILL)
settings = Settings(index_dir=Path({str(settings.index_dir)!r}), encoder={settings.encoder!r}, jobs=1,
                    word_segmentation=False)
ingest([Path(p) for p in {[str(p) for p in files]!r}], settings, on_vectors=die)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert verify(settings.index_dir).ok
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        assert (snapshot.stats.passages - snapshot.stats.unencoded) == 2
    made = encode_behind(settings, encoder_of(settings))
    assert (lacking(settings), made > 0, verify(settings.index_dir).ok) == (0, True, True)


def test_it_waits_for_another_writer(settings: Settings, files: list[Path]) -> None:
    encoder = encoder_of(settings)

    def stop(event: VectorEvent) -> None:
        raise KeyboardInterrupt

    ingest(files, settings, on_vectors=stop)
    other = open_writer(settings.index_dir, encoder=EncoderInfo(encoder.fingerprint, encoder.dimension))
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        other.close()

    encode_behind(settings, encoder, pause=pause)
    assert waited == [behind.WAITING]
    assert lacking(settings) == 0


def test_the_vectors_are_those_made_where_files_are_read(settings: Settings, files: list[Path], tmp_path: Path) -> None:
    """The text encoded behind is the text whose hash was kept: a second store takes all vectors from the first."""
    ingest(files, settings)
    told: list[VectorEvent] = []
    files[0].write_text(files[0].read_text("utf-8") + "2. Việc thứ hai xong trong năm 2027.\n", "utf-8")
    report = ingest([files[0]], settings, on_vectors=told.append)
    assert report.outcomes[0].outcome == "replaced"
    changed = [e.passages for e in told]
    assert changed  # some of the new version's passages are new
    assert changed[0] <= report.outcomes[0].passages


def test_what_is_said_of_the_progress() -> None:
    assert encoding(VectorEvent(512, 2048, 200.0)) == "đã mã hóa 512/2.048 đoạn, còn khoảng 3 phút"
    assert encoding(VectorEvent(2000, 2048, 0.2)) == "đã mã hóa 2.000/2.048 đoạn, còn khoảng 1 giây"
    assert encoding(VectorEvent(2048, 2048, 0.0)) == "đã mã hóa 2.048/2.048 đoạn"


@pytest.mark.slow
def test_the_command_line_tells_and_resumes(settings: Settings, files: list[Path], model: Path) -> None:
    def stop(event: VectorEvent) -> None:
        raise KeyboardInterrupt

    ingest(files, settings, on_vectors=stop)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assistant.cli", *words, "--index", str(settings.index_dir)]
        told = os.environ | {"TRACUU_ENCODER": str(model), "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, env=told, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert f"unencoded: {lacking(settings)}" in run("index", "info").stdout
    done = run("index", "encode")
    assert done.returncode == 0, done.stderr
    assert "Tra cứu được theo từ ngữ" in done.stderr
    assert done.stdout.startswith("Đã tạo véc-tơ cho ")
    assert run("index", "encode").stdout.strip() == "Không còn đoạn nào thiếu véc-tơ."
    mended = run("index", "repair", "--encoder", "bundled")
    assert mended.returncode == 0, mended.stderr
    assert lacking(replace(settings, encoder="bundled")) == 0
