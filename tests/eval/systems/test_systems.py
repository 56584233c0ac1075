"""Each kind of system over one small set: the real product, the real baselines, a real server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from eval.data.layouts import exchange, trec
from eval.data.model import Dataset, Question, Text
from eval.systems.base import System, SystemFault
from eval.systems.http import at
from eval.systems.named import system_of
from eval.systems.product import cited_path
from eval.systems.replies import response_of
from eval.systems.store import documents_hash

TEXTS = (
    Text("Luật ong#1", "Phạm vi điều chỉnh", "Luật này quy định việc nuôi ong mật và tiêu thụ mật ong."),
    Text("Luật ong#2", "Phí kiểm dịch", "Phí kiểm dịch là 120.000 đồng cho mỗi đàn ong."),
    Text("Luật voi#1", "Nuôi voi", "Chủ rừng báo cáo số voi hằng năm cho Ủy ban nhân dân huyện."),
    Text("Luật voi#2", "Nuôi voi", "Chủ rừng báo cáo số voi hằng năm cho Ủy ban nhân dân huyện."),
)
SET = Dataset(
    "ong", (Question("1", "Phí kiểm dịch đàn ong là bao nhiêu?", ("120.000 đồng",), (), {"Luật ong#2": 1}),), TEXTS
)


def asked(system: System, folder: Path) -> list[str]:
    system.prepare(SET, folder)
    response = system.answer(SET.questions[0])
    system.close()
    assert response.error is None
    assert "120.000 đồng" in response.answer
    assert not response.refused
    assert response.milliseconds["total"] > 0
    return [document for document, _ in response.documents]


@pytest.mark.parametrize("spec", ["ours:encoder=none", "ours:formula=yes", "bm25", "bm25:pairs=yes", "tutorial"])
def test_those_that_search(spec: str, tmp_path: Path) -> None:
    assert asked(system_of(spec).system, tmp_path / "kho")[0] == "Luật ong#2"


def test_ours_quotes_exactly_and_finds_twins(tmp_path: Path) -> None:
    system = system_of("ours:encoder=none").system
    system.prepare(SET, tmp_path / "kho")
    response = system.answer(Question("v", "Chủ rừng báo cáo số voi cho ai?"))
    system.close()
    assert response.citations[0].exact is True
    assert {document for document, _ in response.documents[:2]} == {"Luật voi#1", "Luật voi#2"}


def test_an_index_of_other_documents_is_not_used(tmp_path: Path) -> None:
    system = system_of("ours:encoder=none").system
    system.prepare(SET, tmp_path / "kho")
    system.close()
    other = Dataset("khác", SET.questions, TEXTS[:1])
    assert documents_hash(other) != documents_hash(SET)
    with pytest.raises(SystemFault, match="của tài liệu hoặc cài đặt khác"):
        system_of("ours:encoder=none").system.prepare(other, tmp_path / "kho")
    (tmp_path / "kho" / "bench.json").unlink()
    with pytest.raises(SystemFault, match="không do phép đo này lập"):
        system_of("ours:encoder=none").system.prepare(SET, tmp_path / "kho")


def test_sections_are_named_as_citations_name_them() -> None:
    assert cited_path(("Chương II", "Điều 5", "2")) == ("Điều 5", "2")
    assert cited_path(("Phụ lục I", "Chương II", "Điều 5")) == ("Phụ lục I", "Điều 5")
    assert cited_path(("Mục II", "1")) == ("Mục II", "1")


class Bot(BaseHTTPRequestHandler):
    """Answers in its own shape on /ask, in OpenAI's on /v1/chat/completions."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/ask":
            sources = [{"id": "Luật ong#2", "text": "Phí kiểm dịch là 120.000 đồng"}]
            reply: object = {"data": {"said": f"{body['q']} 120.000 đồng", "sources": sources}}
        elif self.path == "/v1/chat/completions":
            words = f"{body['model']}: 120.000 đồng"
            reply = {"choices": [{"message": {"content": words}}]}
        else:
            reply = {"wrong": 1}
        data = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Not on the test's output."""


@pytest.fixture
def bot() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Bot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def template(folder: Path, url: str) -> Path:
    file = folder / "bot.toml"
    file.write_text(
        f'url = "{url}"\nbody = {{ q = "{{question}}" }}\nanswer = "data.said"\npassages = "data.sources"\n', "utf-8"
    )
    return file


def test_an_endpoint_by_a_template(bot: str, tmp_path: Path) -> None:
    named = system_of(f"bot của tôi==http:{template(tmp_path, f'{bot}/ask')}")
    assert named.label == "bot của tôi"
    assert asked(named.system, tmp_path) == ["Luật ong#2"]


def test_an_endpoint_that_speaks_as_openai_does(bot: str, tmp_path: Path) -> None:
    system = system_of(f"openai:{bot}/v1,model=m").system
    assert asked(system, tmp_path) == []
    assert system.answer(SET.questions[0]).answer == "m: 120.000 đồng"


def test_an_endpoint_that_fails_costs_the_question_alone(bot: str, tmp_path: Path) -> None:
    gone = system_of(f"http:{template(tmp_path, 'http://127.0.0.1:9/ask')}").system
    assert "refused" in str(gone.answer(SET.questions[0]).error)
    other = system_of(f"http:{template(tmp_path, f'{bot}/other')}").system
    assert "phản hồi có các trường: wrong" in str(other.answer(SET.questions[0]).error)


def test_python_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "toi_tra_loi.py").write_text(
        "from langchain_core.documents import Document\n"
        "from langchain_core.runnables import RunnableLambda\n"
        "def answer(q): return {'answer': '120.000 đồng', 'documents': ['Luật ong#2']}\n"
        "def fails(q): raise RuntimeError(q)\n"
        "chain = RunnableLambda(lambda q: {'result': '120.000 đồng', 'source_documents': "
        "[Document('Phí …', metadata={'source': 'Luật ong#2'})]})\n",
        "utf-8",
    )
    assert asked(system_of("python:toi_tra_loi:answer").system, tmp_path) == ["Luật ong#2"]
    assert asked(system_of("langchain:toi_tra_loi:chain").system, tmp_path) == ["Luật ong#2"]
    assert "RuntimeError" in str(system_of("python:toi_tra_loi:fails").system.answer(SET.questions[0]).error)
    for spec in ("python:toi_tra_loi:none", "python:khong_co:x", "langchain:toi_tra_loi:answer"):
        with pytest.raises(SystemFault):
            system_of(spec)


def test_files_of_others(tmp_path: Path) -> None:
    trec.write_run(tmp_path / "a.trec", {"1": [("Luật ong#2", 2.0), ("Luật ong#1", 2.0)]}, "x")
    response = system_of(f"run:{tmp_path / 'a.trec'}").system.answer(SET.questions[0])
    assert [d for d, _ in response.documents] == ["Luật ong#2", "Luật ong#1"]
    said = {"1": exchange.Said("1", "120.000 đồng", (("Luật ong#2", "Phí"),))}
    exchange.write_ragchecker(SET, tmp_path / "b.json", said)
    assert system_of(f"run:{tmp_path / 'b.json'}").system.answer(SET.questions[0]).answer == "120.000 đồng"
    assert system_of(f"run:{tmp_path / 'b.json'}").system.answer(Question("9", "?")).error == "missing"


def test_a_closed_book_needs_a_model(tmp_path: Path) -> None:
    with pytest.raises(SystemFault, match="Chưa chọn mô hình"):
        system_of("closed-book").system.prepare(SET, tmp_path)


@pytest.mark.parametrize("spec", ["ông", "bm25:par=yes", "http:khong-co.toml", "ours:ranker=yes"])
def test_what_is_no_system_is_said(spec: str) -> None:
    with pytest.raises(SystemFault):
        system_of(spec)


def test_replies_of_many_shapes() -> None:
    class Message:
        content = "Tôi không biết."

    assert response_of(Message(), 1.0).refused
    assert response_of(["đoạn một", "đoạn hai"], 1.0).found[1].text == "đoạn hai"
    assert response_of({"answer": "Không có.", "refused": False}, 1.0).refused is False
    assert response_of([], 1.0).refused
    assert at({"a": [{"b": 1}]}, "a.0.b") == 1
    assert at({"a": []}, "a.0.b") is None
