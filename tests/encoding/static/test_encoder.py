"""The static encoder: vectors computed by hand, equality with sentence-transformers, broken folders, no torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.encoding import load_encoder
from assistant.encoding.static.encoder import StaticEncoder, load_static
from assistant.errors import EncoderError
from tests.encoding.toy_model import int8_tensors, write_model

TERMS = ["số", "hóa", "chuyển", "số_hóa"]
ROWS = [[0, 0], [3, 0], [0, 4], [-100, 0], [0, 127]]
SCALES = [1.0, 1.0, 0.5, 0.25, 1 / 127]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write_model(tmp_path / "mẫu", TERMS, int8_tensors(ROWS, SCALES))


def load(folder: Path) -> StaticEncoder:
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, StaticEncoder)
    return encoder


def test_vectors_are_the_unit_sum_of_known_terms(toy: Path) -> None:
    encoder = load(toy)
    # "Số hóa": số (3, 0), hóa (0, 2) and số_hóa (0, 1): the sum (3, 3).
    vectors = encoder.encode_queries(["Số hóa", "số", "chuyển", "không biết", "", "hóa hóa"])
    half = np.sqrt(0.5)
    expected = [[half, half], [1, 0], [-1, 0], [0, 0], [0, 0], [0, 1]]
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_float_rows_are_read_as_they_stand(tmp_path: Path) -> None:
    rows = np.array([[0, 0], [0.5, 0], [0, 1.5]], dtype=np.float32)
    encoder = load(write_model(tmp_path / "m", ["a", "b"], {"embedding.weight": rows}))
    np.testing.assert_allclose(encoder.encode_queries(["a a a b"]), [[half := np.sqrt(0.5), half]], atol=1e-6)


def test_passages_own_their_vectors_in_order(toy: Path) -> None:
    encoded = load(toy).encode_passages(["số", "", "hóa"])
    assert encoded.owners.tolist() == [0, 1, 2]
    assert encoded.owners.dtype == np.int32
    np.testing.assert_allclose(encoded.vectors, [[1, 0], [0, 0], [0, 1]], atol=1e-6)


def test_nothing_to_encode_gives_empty_arrays(toy: Path) -> None:
    encoder = load(toy)
    assert encoder.encode_queries([]).shape == (0, 2)
    assert encoder.encode_passages([]).vectors.shape == (0, 2)


def test_a_batch_changes_no_bit(toy: Path) -> None:
    encoder = load(toy)
    texts = ["số hóa", "chuyển số", "hóa", "x"]
    together = encoder.encode_queries(texts)
    for text, row in zip(texts, together, strict=True):
        assert encoder.encode_queries([text])[0].tobytes() == row.tobytes()


def test_the_fingerprint_follows_the_files(toy: Path, tmp_path: Path) -> None:
    same = write_model(tmp_path / "same", TERMS, int8_tensors(ROWS, SCALES))
    other = write_model(tmp_path / "other", TERMS, int8_tensors(ROWS, [*SCALES[:-1], 0.5]))
    assert load(toy).fingerprint == load(same).fingerprint
    assert load(toy).fingerprint != load(other).fingerprint


@pytest.mark.parametrize("dtype", ["int8", "float32"])
def test_equals_sentence_transformers(tmp_path: Path, dtype: str) -> None:
    from sentence_transformers import SentenceTransformer

    random = np.random.default_rng(5)
    terms = [f"t{i}" for i in range(40)]
    if dtype == "int8":
        rows = random.integers(-127, 128, (41, 16))
        rows[0] = 0
        tensors = int8_tensors(rows.tolist(), random.uniform(0.001, 0.02, 41).tolist())
    else:
        rows = random.normal(size=(41, 16)).astype(np.float32)
        rows[0] = 0
        tensors = {"embedding.weight": rows}
    folder = write_model(tmp_path / "m", terms, tensors)
    strings = [" ".join(random.choice([*terms, "lạ"], size=n)) for n in (1, 2, 5, 60, 400)] + ["lạ lạ", "", "t1 lạ"]
    oracle = SentenceTransformer(str(folder), local_files_only=True, device="cpu").encode(strings)
    np.testing.assert_allclose(load(folder).encode_terms(strings), oracle, atol=1e-6)


def test_loads_and_encodes_without_torch(toy: Path) -> None:
    code = (
        "import sys; from assistant.encoding import load_encoder; e = load_encoder(sys.argv[1]);"
        "print(e.encode_queries(['số hóa']).shape, e.encode_passages(['a']).owners);"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'safetensors', 'tokenizers', 'underthesea'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(toy)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(1, 2) [0]", "[]"]


def test_none_is_no_encoder() -> None:
    assert load_encoder("none") is None


def _cut_weights(folder: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-3])


def _cut_header(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"\x40\0\0")


def _no_vocabulary(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def _other_tokenizer(folder: Path) -> None:
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    tokenizer["pre_tokenizer"] = {"type": "Whitespace"}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def _one_term_more(folder: Path) -> None:
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    tokenizer["model"]["vocab"]["thêm"] = 5
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def _newer_format(folder: Path) -> None:
    (folder / "terms.json").write_text('{"format": 99}')


def _not_json(folder: Path) -> None:
    (folder / "modules.json").write_text("{")


@pytest.mark.parametrize(
    "damage", [_cut_weights, _cut_header, _no_vocabulary, _other_tokenizer, _one_term_more, _newer_format, _not_json]
)
def test_a_broken_folder_is_an_encoder_error(toy: Path, damage: object) -> None:
    assert callable(damage)
    damage(toy)
    with pytest.raises(EncoderError) as caught:
        load_static(toy)
    assert "bị thiếu hoặc hỏng tệp" in caught.value.message
    assert caught.value.action


def test_a_question_typed_half_without_accents_is_looked_up_once_more(tmp_path: Path) -> None:
    rows = [[0, 0], [0, 3], [4, 0]]
    encoder = load(write_model(tmp_path / "m", ["chuyển_đổi", "chuyen_doi"], int8_tensors(rows, [1.0, 1.0, 1.0])))
    # no syllable has a row here, so the pairs alone speak
    np.testing.assert_allclose(
        encoder.encode_queries(["chuyển đổi", "chuyển doi", "Chuyen đổi"]), [[0, 1], [1, 0], [1, 0]]
    )
    assert encoder.question_terms("chuyển doi") == "chuyen doi chuyen_doi".replace("chuyen ", "chuyển ", 1)
    # passages are printed with their accents: their vectors, and so the index, do not depend on this
    np.testing.assert_allclose(encoder.encode_passages(["chuyển doi"]).vectors, [[0, 0]])
