"""The network that comes with the program: what it is for, what others load, and what it does with bad input."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from assistant.encoding import load_encoder
from assistant.encoding.automatic_choice import TRAINED
from assistant.encoding.transformer.encoder import TrainedEncoder, load_trained
from assistant.errors import EncoderError

PASSAGES = [
    "Quyết định về phí\nCơ quan thu phí được để lại 90 % số tiền thu để trang trải chi phí.",
    "Nghị quyết\nBãi bỏ toàn bộ các khoản thuế nhập khẩu đối với máy móc nông nghiệp.",
    "Kế hoạch trồng rừng\nMỗi hộ nhận khoán được cấp cây giống một lần.",
    "Quy chế tiếp công dân\nTrụ sở mở cửa từ bảy giờ rưỡi sáng các ngày làm việc.",
]


@pytest.fixture(scope="module")
def shipped() -> TrainedEncoder:
    return load_trained(TRAINED)


def test_it_knows_what_is_meant_without_a_word_in_common(shipped: TrainedEncoder) -> None:
    asked = [
        "cắt hết thuế cho máy cày lấy ở nước ngoài về",
        "mấy giờ thì dân lên gặp cán bộ được",
        "ai được phát giống cây",
    ]
    found = shipped.encode_queries(asked) @ shipped.encode_passages(PASSAGES).vectors.T
    assert found.argmax(axis=1).tolist() == [1, 3, 2]


def test_it_is_what_auto_means_for_a_new_index(shipped: TrainedEncoder) -> None:
    encoder = load_encoder("auto")
    assert encoder is not None
    assert encoder.fingerprint == shipped.fingerprint
    assert encoder.dimension == 384


def test_sentence_transformers_gives_the_same_vectors(shipped: TrainedEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(TRAINED), trust_remote_code=True, device="cpu")
    texts = [*PASSAGES, "Uỷ ban nhân dân hoà giải", "Số 12/KH-UBND"]
    told = model.encode(texts, prompt_name="passage")
    np.testing.assert_allclose(shipped.encode_passages(texts).vectors, told, atol=1e-3)
    asked = model.encode(texts, prompt_name="query")
    np.testing.assert_allclose(shipped.encode_queries(texts), asked, atol=1e-3)


def test_a_vector_is_that_of_its_text_alone(shipped: TrainedEncoder) -> None:
    together = shipped.encode_passages([*PASSAGES, "x " * 200]).vectors
    alone = np.concatenate([shipped.encode_passages([text]).vectors for text in PASSAGES])
    np.testing.assert_allclose(together[:4], alone, atol=1e-3)


def test_spelling_and_unicode_form_change_nothing(shipped: TrainedEncoder) -> None:
    typed = ["Ủy ban nhân dân tỉnh, thuỷ lợi", unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh, thủy lợi")]
    first, second = (shipped.encode_queries([text]) for text in typed)
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("text", ["", " \n ", "😀😀😀"])
def test_what_says_nothing_has_no_direction(shipped: TrainedEncoder, text: str) -> None:
    assert not shipped.encode_queries([text]).any()
    found = shipped.encode_passages(["Kế hoạch", text])
    assert found.owners.tolist() == [0, 1]
    assert not found.vectors[1].any()


def test_a_very_long_text(shipped: TrainedEncoder) -> None:
    asked = shipped.encode_queries(["thời hạn báo cáo " * 6_000])
    assert np.linalg.norm(asked) == pytest.approx(1, abs=1e-5)
    told = shipped.encode_passages(["Kế hoạch\n" + "x" * 100_000])
    assert np.allclose(np.linalg.norm(told.vectors, axis=1), 1, atol=1e-5)


def test_an_empty_first_line_is_passed_over(shipped: TrainedEncoder) -> None:
    with_blank, without = (shipped.encode_passages([text]).vectors for text in ("\nTrồng rừng", "Trồng rừng"))
    np.testing.assert_array_equal(with_blank, without)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "trained.json"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "hỏng"
    shutil.copytree(TRAINED, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-50])
    with pytest.raises(EncoderError) as error:
        load_trained(folder)
    assert "hỏng" in error.value.message
    assert error.value.action


def test_it_loads_without_torch() -> None:
    code = (
        "import sys; from assistant.encoding import load_encoder;"
        "load_encoder('trained').encode_queries(['chuyển đổi số']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_card_says_where_it_comes_from() -> None:
    card = (TRAINED / "CARD.md").read_text(encoding="utf-8")
    assert "multilingual-e5-small" in card
    assert "MIT" in card
    assert json.loads((TRAINED / "trained.json").read_text(encoding="utf-8"))["dimension"] == 384
