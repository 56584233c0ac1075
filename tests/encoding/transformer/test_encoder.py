"""The trained models as the program runs them: the same vectors and scores as the libraries that trained them."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from assistant.encoding import encoder_in_use, load_encoder, load_reranker
from assistant.encoding.automatic_choice import automatic_name
from assistant.encoding.transformer.encoder import load_trained, windows
from assistant.encoding.transformer.model_text import FOLDED, SPELT, prepare, words
from assistant.errors import EncoderError
from tests.encoding.transformer.tiny_transformer import DIMENSION, SHAPE, TEXTS, make_models


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Path, Path]:
    return make_models(tmp_path_factory.mktemp("exact"), int8=False)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Path, Path]:
    return make_models(tmp_path_factory.mktemp("small"), int8=True)


def cut(vectors: Any) -> Any:
    """Matryoshka: the first numbers, at unit length again."""
    kept = np.asarray(vectors)[:, :DIMENSION]
    return kept / np.linalg.norm(kept, axis=1, keepdims=True)


def test_what_the_models_read() -> None:
    assert prepare("Uỷ ban\n\n  nhân DÂN ") == "ủy ban [SEP] nhân dân"
    assert prepare("Hoà") == "hòa"
    assert prepare("Số 12\nA") == "số 12 [SEP] a"
    assert FOLDED.parts("Số 12\n\nA\nB") == ("số 12 [SEP]", "a [SEP] b")
    assert SPELT.parts("Số  12\n \nHoà Bình\nB") == ("Số 12", "Hòa Bình\nB")
    assert SPELT.parts("Số 12") == ("", "Số 12")
    assert SPELT.parts(" \n ") == ("", "")
    assert words("số 1090/kh-ubnd [SEP] a") == ["số", "1090", "/", "kh", "-", "ubnd", "a"]


def test_vectors_equal_those_of_sentence_transformers(exact: tuple[Any, Any, Path, Path]) -> None:
    sentence, _, folder, _ = exact
    encoder = load_trained(folder)
    asked = sentence.encode([prepare(t) for t in TEXTS], prompt_name="query", normalize_embeddings=True)
    told = sentence.encode([prepare(t) for t in TEXTS], prompt_name="document", normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_queries(TEXTS), cut(asked), atol=2e-5)
    np.testing.assert_allclose(encoder.encode_passages(TEXTS).vectors, cut(told), atol=2e-5)
    assert encoder.encode_passages(TEXTS).owners.tolist() == [0, 1, 2, 3]


def test_int8_stays_near_and_takes_a_third_of_the_room(
    exact: tuple[Any, Any, Path, Path], small: tuple[Any, Any, Path, Path]
) -> None:
    full, packed = load_trained(exact[2]), load_trained(small[2])
    cosines = (full.encode_queries(TEXTS) * packed.encode_queries(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.99
    assert (small[2] / "model.onnx").stat().st_size < 0.45 * (exact[2] / "model.onnx").stat().st_size
    assert full.fingerprint != packed.fingerprint


def test_scores_equal_those_of_the_library(exact: tuple[Any, Any, Path, Path]) -> None:
    _, model, _, folder = exact
    reranker = load_reranker(str(folder))
    assert reranker is not None
    tokenizer = load_trained(exact[2]).session.tokenizer
    for text in TEXTS:
        ids = tokenizer.encode(f"{FOLDED.question} {prepare('kế hoạch nào?')} {FOLDED.passage} {prepare(text)}").ids[
            : SHAPE.longest
        ]
        with torch.inference_mode():
            expected = float(model(torch.tensor([ids])).logits)
        assert reranker.score("Kế hoạch nào?", [text])[0] == pytest.approx(expected, abs=2e-5)
    assert reranker.score("Kế hoạch nào?", []).shape == (0,)


def test_spelling_does_not_change_a_vector(exact: tuple[Any, Any, Path, Path]) -> None:
    encoder = load_trained(exact[2])
    typed = ["Thuỷ lợi, hoà bình", unicodedata.normalize("NFD", "Thủy lợi, hòa bình"), "THỦY LỢI, HÒA BÌNH"]
    vectors = encoder.encode_queries(typed)
    np.testing.assert_array_equal(vectors[0], vectors[1])
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_batches_do_not_change_a_vector(exact: tuple[Any, Any, Path, Path]) -> None:
    encoder = load_trained(exact[2])
    many = encoder.encode_passages([*TEXTS] * 30).vectors
    alone = np.concatenate([encoder.encode_passages([text]).vectors for text in TEXTS])
    np.testing.assert_allclose(many[:4], alone, atol=1e-5)


def test_an_empty_text_has_no_direction(exact: tuple[Any, Any, Path, Path]) -> None:
    encoder = load_trained(exact[2])
    assert encoder.encode_queries(["", " \n "]).tolist() == [[0.0] * DIMENSION] * 2
    assert encoder.encode_passages([""]).owners.tolist() == [0]


def test_a_long_text_is_read_to_its_end(exact: tuple[Any, Any, Path, Path]) -> None:
    encoder = load_trained(exact[2])
    long = TEXTS[0] + " các xã báo cáo" * 40
    found = encoder.encode_passages([TEXTS[2], long])
    assert found.owners.tolist()[0] == 0
    assert found.owners.tolist().count(1) == len(found.owners) - 1 >= 4


def test_windows_are_even_and_begin_with_the_first_line() -> None:
    mark, head, body = [3], [50, 51, 0], list(range(100, 130))
    found = windows(mark, head, body, 20)
    assert [part[:4] for part in found] == [[3, 50, 51, 0]] * 2
    assert [i for part in found for i in part[4:]] == body
    assert {len(part) for part in found} == {19}
    assert windows(mark, head, body, 40) == [[*mark, *head, *body]]


def test_a_first_line_too_long_to_repeat_is_text() -> None:
    found = windows([3], list(range(1000, 1050)), list(range(100, 110)), 32)
    assert {part[0] for part in found} == {3}
    assert [i for part in found for i in part[1:]] == [*range(1000, 1050), *range(100, 110)]


def test_a_folder_is_known_by_its_form(exact: tuple[Any, Any, Path, Path]) -> None:
    encoder = load_encoder(str(exact[2]))
    assert encoder is not None
    assert encoder.fingerprint == load_trained(exact[2]).fingerprint
    assert encoder.dimension == DIMENSION


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_folder_is_named(exact: tuple[Any, Any, Path, Path], tmp_path: Path, name: str) -> None:
    folder = tmp_path / "hỏng"
    shutil.copytree(exact[2], folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-100])
    with pytest.raises(EncoderError) as error:
        load_trained(folder)
    assert "hỏng" in error.value.message
    assert "static" in error.value.action


def test_a_reranker_is_no_encoder(exact: tuple[Any, Any, Path, Path]) -> None:
    with pytest.raises(EncoderError):
        load_trained(exact[3])
    with pytest.raises(EncoderError):
        load_reranker(str(exact[2]))
    assert load_reranker("none") is None


def test_auto_keeps_the_encoder_an_index_was_made_by(exact: tuple[Any, Any, Path, Path], tmp_path: Path) -> None:
    fingerprint = load_trained(exact[2]).fingerprint
    assert automatic_name(fingerprint, trained=exact[2]) == "trained"
    assert automatic_name("static-1", trained=exact[2]) == "static"
    assert automatic_name(None, trained=tmp_path) == "static"
    (tmp_path / "manifest.json").write_text(json.dumps({"encoder": "static-1"}), encoding="utf-8")
    assert encoder_in_use("auto", tmp_path) == "static"
