from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from assistant.vietnamese.normalise import fold
from assistant.vietnamese.words.segment import Segmenter, _read, segmenter

SENTENCES = [
    "Ủy ban nhân dân tỉnh Mẫu giao Sở Khoa học và Công nghệ chủ trì xây dựng kế hoạch chuyển đổi số.",
    "Các sở, ban, ngành và địa phương báo cáo kết quả thực hiện trước ngày 15 tháng 12 hằng năm.",
    "Đến năm 2030, 100 % hồ sơ thủ tục hành chính được giải quyết trên môi trường điện tử.",
    "Hoà giải viên ở cơ sở được bồi dưỡng nghiệp vụ mỗi năm hai lần.",
    "Người dân có thể nộp hồ sơ trực tuyến tại Cổng dịch vụ công quốc gia.",
    "Kinh phí thực hiện lấy từ ngân sách nhà nước và các nguồn hợp pháp khác.",
    "Bà Nguyễn Thị An làm việc tại Trung tâm Phục vụ hành chính công.",
    "Trí tuệ nhân tạo giúp cán bộ, công chức soạn thảo văn bản nhanh hơn.",
]


def test_words_have_places_and_keep_numbers_whole() -> None:
    text = "Ủy ban nhân dân  tỉnh ban hành Kế hoạch số 1090 /KH-UBND về hoà giải."
    words = segmenter().words(text)
    assert segmenter().reason is None
    assert "1090/kh-ubnd" in [w.text for w in words]
    assert "kế hoạch" in [w.text for w in words]
    for word in words:
        piece = text[word.start : word.end]
        assert fold(" ".join(piece.split())).replace(" ", "") == word.text.replace(" ", "")


def test_decomposed_text_has_the_same_words() -> None:
    for sentence in SENTENCES:
        decomposed = unicodedata.normalize("NFD", sentence)
        words = segmenter().words(decomposed)
        assert [w.text for w in words] == [w.text for w in segmenter().words(sentence)]
        assert (
            unicodedata.normalize("NFC", decomposed[words[0].start : words[0].end]) == sentence.split(" ")[0] or words
        )


def test_without_the_model_there_are_no_words_and_a_reason(tmp_path: Path) -> None:
    missing = Segmenter(tmp_path)
    assert missing.words("Ủy ban nhân dân") == []
    assert missing.reason is not None
    assert "underthesea" in missing.reason


def test_empty() -> None:
    assert segmenter().words("") == segmenter().words(" \n") == []


@pytest.mark.slow
def test_words_equal_underthesea() -> None:
    """The package itself, in a process of its own: importing it here would slow every other test."""
    script = (
        "import sys, json; from underthesea import word_tokenize; "
        "print(json.dumps([word_tokenize(s) for s in json.loads(sys.stdin.read())]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(SENTENCES), capture_output=True, text=True, check=True
    )
    expected = json.loads(ran.stdout.splitlines()[-1])
    for sentence, words in zip(SENTENCES, expected, strict=True):
        assert [w.text for w in segmenter().words(sentence)] == [fold(word) for word in words]


def test_a_model_file_that_would_run_something_is_refused(tmp_path: Path) -> None:
    harmful = tmp_path / "features.bin"
    harmful.write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ValueError, match=r"features\.bin"):
        _read(harmful)
