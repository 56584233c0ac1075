"""Adapting: headings learn the words of their texts, a useless result is dropped, a broken off one harms nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from assistant.cli import main
from assistant.encoding import encoder_in_use
from assistant.encoding.adapting.adapt import adapt, sign_flips
from assistant.encoding.adapting.lessons import TitledText, held_out, new_terms
from assistant.encoding.static.encoder import StaticEncoder, load_static
from assistant.encoding.static.export import write_folder
from assistant.encoding.static.folder import UNKNOWN
from assistant.index import open_reader

pytestmark = pytest.mark.slow

SUBJECTS = 26
ASKED = [f"h{a}{b}" for a in "aeiou" for b in "bdghk"] + ["hay"]
WORDS = [[f"t{n // 6}{c}{n % 6}x" for c in "aeio"] for n in range(SUBJECTS)]


def text_of(a: int, b: int) -> str:
    return " ".join(word for pair in zip(WORDS[a], WORDS[b], strict=True) for word in pair)


@pytest.fixture(scope="module")
def sections() -> list[TitledText]:
    """325 texts of two subjects each. No text holds a word of its heading: which belong together must be learnt."""
    return [
        TitledText(f"{ASKED[a]} {ASKED[b]}", ("Văn bản mẫu",), (text_of(a, b),))
        for a, b in combinations(range(SUBJECTS), 2)
    ]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    """An encoder that knows each word and that no two have to do with each other."""
    terms = [UNKNOWN, *ASKED, *(word for words in WORDS for word in words), "mẫu", "văn", "bản", "điều"]
    rows = np.random.default_rng(5).normal(size=(len(terms), 64)).astype(np.float32)
    rows[0] = 0
    folder = tmp_path_factory.mktemp("gốc") / "mô hình"
    write_folder(folder, terms, rows)
    return load_static(folder)


def test_a_tenth_of_the_headings_is_kept_apart_and_stays_so(sections: list[TitledText]) -> None:
    hidden = held_out(sections)
    assert 20 <= len(hidden) <= 50
    assert held_out(sections[:200]) == hidden & {section.key for section in sections[:200]}


def test_terms_of_the_corpus_get_rows_with_and_without_accents(base: StaticEncoder) -> None:
    text = TitledText("tiêu đề", (), ("ấp Bắc. " * 3 + "mẫu. hiếm",))
    assert new_terms(base.model, [text]) == ["bắc", "bac", "ấp", "ap", "ấp_bắc", "ap_bac"]


def test_held_out_headings_find_their_text_after_adapting(
    sections: list[TitledText], base: StaticEncoder, tmp_path: Path
) -> None:
    result = adapt(base, "gốc", sections, tmp_path / "một")
    assert result.folder is not None
    assert result.before < 0.2
    assert result.after > result.before + 0.3
    assert result.chance < 0.01
    assert result.texts == result.headings == 325
    encoder = load_static(result.folder)
    assert encoder.fingerprint == result.folder.name != base.fingerprint
    assert [path.name for path in (tmp_path / "một").iterdir()] == [encoder.fingerprint]
    assert "MRR@10" in (result.folder / "CARD.md").read_text(encoding="utf-8")
    again = adapt(base, "gốc", sections, tmp_path / "hai")
    assert again.folder is not None
    assert again.folder.name == encoder.fingerprint  # bit for bit: the fingerprint hashes every file of the model


def test_what_does_not_find_more_is_not_kept(sections: list[TitledText], base: StaticEncoder, tmp_path: Path) -> None:
    order = np.random.default_rng(1).permutation(len(sections))
    mixed = [TitledText(s.heading, s.above, sections[i].texts) for s, i in zip(sections, order, strict=True)]
    result = adapt(base, "gốc", mixed, tmp_path / "một")
    assert result.folder is None
    assert result.reason is not None
    assert not (tmp_path / "một").exists()


def test_too_few_headings_are_said(sections: list[TitledText], base: StaticEncoder, tmp_path: Path) -> None:
    result = adapt(base, "gốc", sections[:20], tmp_path)
    assert result.folder is None
    assert "quá ít tiêu đề" in (result.reason or "")


def test_sign_flips_gives_the_share_of_as_great_means() -> None:
    # of the 8 signs of (1, 1, 1) one gives the sum 3: p is 1/8
    assert sign_flips(np.ones(3)) == pytest.approx(0.125, abs=0.01)
    assert sign_flips(np.zeros(5)) == 1.0


def test_settings_mean_the_adapted_encoder_only_where_the_index_does(tmp_path: Path) -> None:
    made = tmp_path / "bo-ma-hoa" / "static-1"
    made.mkdir(parents=True)
    (made / "adapted.json").write_text(json.dumps({"base": "bundled"}), encoding="utf-8")
    assert encoder_in_use("bundled", tmp_path) == "static"
    (tmp_path / "manifest.json").write_text(json.dumps({"encoder": "static-1"}), encoding="utf-8")
    assert encoder_in_use("bundled", tmp_path) == str(made)
    assert encoder_in_use("none", tmp_path) == "none"
    assert encoder_in_use("khác/mô-hình", tmp_path) == "khác/mô-hình"
    (tmp_path / "manifest.json").write_text(json.dumps({"encoder": "static-2"}), encoding="utf-8")
    assert encoder_in_use("bundled", tmp_path) == "static"


def _fingerprint(index: Path) -> str:
    with open_reader(index) as reader:
        assert reader.encoder is not None
        return reader.encoder.fingerprint


def test_an_index_is_adapted_searched_grown_and_led_back(
    sections: list[TitledText],
    base: StaticEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    index = tmp_path / "chỉ mục"
    folder = Path(cast("np.memmap[Any, Any]", base.model.rows).filename or "").parent
    monkeypatch.setenv("TRACUU_ENCODER", str(folder))
    articles = (f"Điều {n}. {s.heading.capitalize()}\n{s.texts[0].capitalize()}." for n, s in enumerate(sections, 1))
    (tmp_path / "luật.txt").write_text("LUẬT\nVăn bản mẫu\n\n" + "\n\n".join(articles), encoding="utf-8")
    (tmp_path / "thêm.txt").write_text("QUYẾT ĐỊNH\nVề việc khác\n\nĐiều 1. Phạm vi\nNội dung khác.", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "luật.txt"), "--index", str(index)]) == 0

    killed = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "adapt", "--index", str(index)],
        env=os.environ | {"TRACUU_CRASH_AT": "after_faiss_write"},
        capture_output=True,
        check=False,
    )
    assert killed.returncode not in (0, 1)
    assert _fingerprint(index) == base.fingerprint
    assert main(["search", ASKED[0], "--index", str(index)]) == 0

    capsys.readouterr()
    assert main(["adapt", "--index", str(index), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kept"] is True
    assert told["after"] > told["before"]
    assert _fingerprint(index) == Path(told["folder"]).name != base.fingerprint
    assert [path.name for path in (index / "bo-ma-hoa").iterdir()] == [Path(told["folder"]).name]
    # questions, new files and repairs take the adapted encoder, with the settings as they were
    assert main(["search", ASKED[0], "--index", str(index)]) == 0
    assert main(["ingest", str(tmp_path / "thêm.txt"), "--index", str(index)]) == 0
    assert main(["index", "repair", "--index", str(index)]) == 0
    assert _fingerprint(index) == Path(told["folder"]).name
    # named outright, the encoder of before is meant as it is
    assert main(["index", "repair", "--index", str(index), "--encoder", str(folder)]) == 0
    assert _fingerprint(index) == base.fingerprint
    assert main(["search", ASKED[0], "--index", str(index)]) == 0


def test_an_encoder_that_is_not_static_is_not_adapted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACUU_ENCODER", "none")
    assert main(["adapt", "--index", str(tmp_path)]) == 12
    assert "không tinh chỉnh được" in capsys.readouterr().err
