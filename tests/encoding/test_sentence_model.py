"""Models of sentence-transformers behind the seam: real folders, prompts, long texts, errors; no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.encoding import load_encoder
from assistant.encoding.sentence_model import E5, SEGMENTED, SentenceModelEncoder
from assistant.errors import EncoderError
from tests.encoding.toy_model import write_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static model without `terms.json`: the library's own, which takes plain text."""
    rows = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]], dtype=np.float32)
    made = write_model(tmp_path / "thường", ["a", "b", "hỏi:"], {"embedding.weight": rows})
    (made / "terms.json").unlink()
    (made / "config_sentence_transformers.json").write_text('{"prompts": {"query": "hỏi: "}}', encoding="utf-8")
    return made


def test_a_folder_is_loaded_and_its_prompt_used(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, SentenceModelEncoder)
    assert encoder.dimension == 3
    assert not encoder.segmented
    root = np.sqrt(10)
    np.testing.assert_allclose(encoder.encode_queries(["a", " "]), [[1 / root, 0, 3 / root], [0, 0, 0]], atol=1e-6)
    encoded = encoder.encode_passages(["b", "", "a"])
    np.testing.assert_allclose(encoded.vectors, [[0, 1, 0], [0, 0, 0], [1, 0, 0]], atol=1e-6)
    assert encoded.owners.tolist() == [0, 1, 2]


def test_the_fingerprint_is_of_the_weights_not_of_the_place(folder: Path, tmp_path: Path) -> None:
    first = load_encoder(str(folder))
    moved = folder.rename(tmp_path / "chỗ khác")
    again = load_encoder(str(moved))
    assert first is not None
    assert again is not None
    assert first.fingerprint == again.fingerprint


class _ShortModel:
    """Reads three tokens, a token a character; its vector says how many characters it was given."""

    max_seq_length = 3

    def tokenizer(self, text: str, truncation: bool) -> dict[str, list[int]]:
        assert not truncation
        return {"input_ids": [0] * len(text.replace(" ", ""))}

    def encode(self, texts: list[str], **_: Any) -> Any:
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def test_a_text_longer_than_the_model_reads_gets_several_vectors() -> None:
    encoder = SentenceModelEncoder(_ShortModel(), "f", 1, False, "", "")
    encoded = encoder.encode_passages(["a b c d e", "x"])
    assert encoded.owners.tolist() == [0, 0, 1]
    assert encoded.vectors.tolist() == [[3.0], [5.0], [1.0]]


@pytest.mark.parametrize("name", ["./không-có/mô-hình", "/không/có/đâu", "bundle", "../x"])
def test_a_missing_folder_is_told_without_a_network(name: str) -> None:
    with pytest.raises(EncoderError, match="Không tìm thấy thư mục"):
        load_encoder(name)


def test_a_folder_that_is_no_model_is_an_encoder_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="Không nạp được mô hình mã hóa trong thư mục"):
        load_encoder(str(tmp_path))


def test_a_hub_name_that_cannot_be_had_is_an_encoder_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="tên mô hình và kết nối mạng"):
        load_encoder("khong-co/mo-hinh-nay")


@pytest.mark.parametrize(
    ("name", "segmented", "e5"),
    [
        ("bkai-foundation-models/vietnamese-bi-encoder", True, False),
        ("VoVanPhuc/sup-SimCSE-VietNamese-phobert-base", True, False),
        ("intfloat/multilingual-e5-base", False, True),
        ("BAAI/bge-m3", False, False),
    ],
)
def test_what_a_name_says_about_the_input(name: str, segmented: bool, e5: bool) -> None:
    assert bool(SEGMENTED.search(name)) is segmented
    assert bool(E5.search(name)) is e5
