"""The answer in a model's words, against a real server on loopback: what is streamed, checked, dropped, replaced."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from assistant.answering import Assistant
from assistant.answering.phrasing.language_model import split_name
from assistant.settings import Settings
from assistant.types import Answer
from tests.answering.desk import PLAN, SCOPE, Desk
from tests.answering.phrasing.model_server import Script, serving

QUESTION = "Cơ quan nào chủ trì mua sắm máy chủ đồ họa?"
ROW = "1 | Mua sắm máy chủ đồ họa | Sở Tài chính | Quý II/2026"


def ask(url: str, question: str = QUESTION, timeout: float = 20.0) -> tuple[list[str], Answer]:
    desk = Desk({1: PLAN})
    settings = Settings(model="openai:mau", model_url=url, model_timeout=timeout)
    pieces = list(Assistant(desk, desk, settings).stream(question, SCOPE))
    answer = pieces.pop()
    assert isinstance(answer, Answer)
    return [str(piece) for piece in pieces], answer


def evidence_number(script: Script, words: str) -> int:
    """The number the prompt gave the evidence that holds `words`."""
    prompt = str(script.requests[0]["messages"][-1]["content"])
    before = prompt[: prompt.index(f"Nội dung: {words}")]
    return int(before[before.rindex("\n[") + 2 :].split("]")[0]) if "\n[" in before else 1


def test_a_good_answer_is_streamed_and_its_markers_point_at_checked_quotations() -> None:
    script = Script(["Sở Tài chính chủ trì ", "mua sắm máy chủ", " đồ họa trong Quý II/2026 [1].", "\nHết."])
    with serving(script) as url:
        pieces, answer = ask(url)
    assert evidence_number(script, ROW) == 1
    assert (answer.status, answer.model) == ("answered", "openai:mau")
    assert answer.text == "".join(pieces) == "Sở Tài chính chủ trì mua sắm máy chủ đồ họa trong Quý II/2026 [1].\nHết."
    assert len(pieces) == 2
    assert [c.quote for c in answer.citations] == [ROW]
    assert answer.unverified == ()
    assert script.requests[0]["stream"] is True
    assert set(script.paths) == {"/v1/chat/completions"}
    assert "Chỉ trả lời bằng các căn cứ" in script.requests[0]["messages"][0]["content"]


def test_markers_outside_the_evidence_are_dropped_and_the_others_renumbered() -> None:
    with serving(Script(["Đào tạo giảng viên nguồn do Sở Nội vụ chủ trì [99] [2].\nXem thêm [0] và [1, 77]."])) as url:
        pieces, answer = ask(url)
    assert "".join(pieces) == "Đào tạo giảng viên nguồn do Sở Nội vụ chủ trì [1].\nXem thêm và [2]."
    assert len(answer.citations) == 2
    assert answer.citations[1].quote == ROW


@pytest.mark.parametrize(
    ("sentence", "checked"),
    [
        ("Thời hạn là Quý II/2027 [1].", "Thời hạn là Quý II/2027 [1]. [chưa kiểm chứng]"),
        ("Kinh phí 500 triệu đồng [1].", "Kinh phí 500 triệu đồng [1]. [chưa kiểm chứng]"),
        ("Theo Quyết định 06/QĐ-TTg [1].", "Theo Quyết định 06/QĐ-TTg [1]. [chưa kiểm chứng]"),
        ("Theo Kế hoạch số 1090/KH-UBND [1].", "Theo Kế hoạch số 1090/KH-UBND [1]."),
        ("Thời hạn là Quý II/2026 [1].", "Thời hạn là Quý II/2026 [1]."),
    ],
)
def test_figures_dates_and_numbers_outside_the_cited_evidence_are_marked(sentence: str, checked: str) -> None:
    with serving(Script(["Sở Tài chính chủ trì [1].\n", sentence])) as url:
        _, answer = ask(url)
    assert answer.text.split("\n")[1] == checked
    assert (len(answer.unverified) == 1) == checked.endswith("[chưa kiểm chứng]")


def test_a_figure_without_a_marker_has_no_evidence() -> None:
    with serving(Script(["Sở Tài chính chủ trì [1].\nCó 2026 máy chủ."])) as url:
        _, answer = ask(url)
    assert answer.text.endswith("Có 2026 máy chủ. [chưa kiểm chứng]")
    assert answer.unverified == ("Có 2026 máy chủ.",)


def test_the_items_of_a_list_lean_on_the_markers_of_its_lead_in() -> None:
    with serving(Script(["Theo phụ lục [1]:\n", "- Hạn: Quý II/2026\n", "- Số lượng: 40 máy"])) as url:
        _, answer = ask(url)
    assert answer.text == "Theo phụ lục [1]:\n- Hạn: Quý II/2026\n- Số lượng: 40 máy [chưa kiểm chứng]"


def test_what_a_model_thinks_is_not_shown() -> None:
    with serving(Script(["<thi", "nk>Có thể là 12345", " [1]</th", "ink>", "Sở Tài chính chủ trì [1]."])) as url:
        _, answer = ask(url)
    assert answer.text == "Sở Tài chính chủ trì [1]."


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (Script(status=500), "báo lỗi HTTP 500"),
        (Script(status=401), "báo lỗi HTTP 401"),
        (Script([]), "không viết câu trả lời nào"),
        (Script(["Tôi nghĩ là Sở Tài chính."]), "không dẫn căn cứ nào"),
        (Script(["KHÔNG ĐỦ CĂN CỨ."]), "cho rằng các đoạn tìm được chưa đủ"),
        (Script(["Sở", " Tài chính"], silent=3.0), "không trả lời trong 1 giây"),
    ],
)
def test_when_the_model_fails_the_quotations_are_given_with_the_reason(script: Script, reason: str) -> None:
    began = time.monotonic()
    with serving(script) as url:
        pieces, answer = ask(url, timeout=1.0 if script.silent else 20.0)
    assert (answer.status, answer.model) == ("answered", None)
    assert answer.citations[0].quote == ROW
    assert any(reason in note for note in answer.notes)
    if reason != "không dẫn căn cứ nào":
        assert "".join(pieces) == answer.text
    assert time.monotonic() - began < 10


def test_a_model_that_trickles_for_ever_is_stopped() -> None:
    with serving(Script(["từ "] * 200, silent=0.1)) as url:
        _, answer = ask(url, timeout=1.0)
    assert any("không trả lời trong 1 giây" in note for note in answer.notes)


def test_a_connection_refused_is_said_plainly() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, answer = ask(f"http://127.0.0.1:{port}/v1")
    assert any("Không kết nối được tới máy chủ mô hình ngôn ngữ." in note for note in answer.notes)


def test_an_unknown_provider_is_a_note_too() -> None:
    desk = Desk({1: PLAN})
    answer = Assistant(desk, desk, Settings(model="khong-co-that")).ask(QUESTION, SCOPE)
    assert any("Không mở được mô hình “khong-co-that”" in note for note in answer.notes)
    assert answer.citations[0].quote == ROW


def test_without_support_the_model_is_not_asked() -> None:
    script = Script(["Mức phạt là 5 triệu đồng [1]."])
    with serving(script) as url:
        _, answer = ask(url, "Mức phạt vi phạm nồng độ cồn khi lái xe máy là bao nhiêu?")
    assert (answer.status, script.requests) == ("not_found", [])


@pytest.mark.parametrize(
    ("model", "url", "expected"),
    [
        ("ollama:qwen3:4b", None, ("qwen3:4b", "ollama")),
        ("qwen3:4b", "http://127.0.0.1:1/v1", ("qwen3:4b", "openai")),
        ("openai:gpt-x", None, ("gpt-x", "openai")),
        ("gpt-x", None, ("gpt-x", None)),
    ],
)
def test_the_provider_is_read_from_the_models_name(
    model: str, url: str | None, expected: tuple[str, str | None]
) -> None:
    assert split_name(model, url) == expected


def test_nothing_is_traced_whatever_the_environment_says() -> None:
    tracing = Script()
    with serving(Script(["Sở Tài chính chủ trì [1]."])) as url, serving(tracing) as tracer:
        code = (
            "from tests.answering.phrasing.test_phrased import ask; import time; "
            f"print(ask({url!r})[1].model); time.sleep(1.5)"
        )
        address = tracer.removesuffix("/v1")
        environment = {
            "LANGSMITH_TRACING": "true",
            "LANGSMITH_TRACING_V2": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_API_KEY": "x",
            "LANGSMITH_ENDPOINT": address,
            "LANGCHAIN_ENDPOINT": address,
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
        )
    assert done.stdout.strip() == "openai:mau"
    assert tracing.paths == []
