"""`docs show` tells the state of force with its source; `docs force` records one; the list names copies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.types import UNKNOWN

PLAN = "ỦY BAN NHÂN DÂN TỈNH MẪU\nSố: {}\nMẫu, ngày {} tháng 3 năm 2026\nKẾ HOẠCH\n{}\nI. NHIỆM VỤ\n1. {}\n"
LONG = "\n".join(
    f"{n}. Giao đơn vị thứ {n} rà soát {n * 7} hồ sơ của xã thứ {n}, báo cáo kết quả." for n in range(2, 40)
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("van-ban")
    old = PLAN.format("12/KH-UBND", "05", "Rà soát hồ sơ của tỉnh Mẫu", "Mở đầu.") + LONG
    (folder / "a-kh-12.txt").write_text(old, encoding="utf-8")
    (folder / "b-du-thao.txt").write_text(old.replace("12/KH-UBND", "     /KH-UBND").replace("ngày 05", "ngày   "))
    act = "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh Mẫu."
    (folder / "c-kh-20.txt").write_text(
        PLAN.format("20/KH-UBND", "25", "Thực hiện nhiệm vụ mới", act), encoding="utf-8"
    )
    target = tmp_path_factory.mktemp("kho")
    assert main(["ingest", str(folder), "--index", str(target), "--jobs", "1"]) == 0
    return target


def run(capsys: pytest.CaptureFixture[str], index: Path, *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments, "--index", str(index)]) == 0
    return capsys.readouterr().out


def test_a_replaced_plan_names_its_successor_with_the_sentence(capsys: pytest.CaptureFixture[str], index: Path) -> None:
    shown = json.loads(run(capsys, index, "docs", "show", "1", "--as-of", "1/6/2026", "--json"))
    state = shown["state_of_force"]
    assert (state["state"], state["to"], state["as_of"]) == ("bị thay thế", "2026-03-24", "2026-06-01")
    assert state["source"]["quote"].endswith(
        "thay thế Kế hoạch số 12/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh Mẫu."
    )
    assert (state["source"]["document_id"], state["source"]["number"]) == (3, "20/KH-UBND")
    before = json.loads(run(capsys, index, "docs", "show", "1", "--as-of", "2026-03-10", "--json"))["state_of_force"]
    assert before["state"] == "sắp hết hiệu lực"
    after = json.loads(run(capsys, index, "docs", "show", "3", "--json"))
    assert after["state_of_force"]["words"] == UNKNOWN
    assert {"number": "12/KH-UBND", "relation": "thay_the", "extent": "toan_bo", "document_id": 1} in after[
        "references"
    ]
    assert "Bị thay thế bởi Kế hoạch số 20/KH-UBND" in run(capsys, index, "docs", "show", "1")


def test_what_a_person_looked_up_is_told_with_its_source(capsys: pytest.CaptureFixture[str], index: Path) -> None:
    told = run(
        capsys, index, "docs", "force", "3", "--state", "con hieu luc", "--source", "vbpl.vn", "--date", "20/11/2026"
    )
    assert "Còn hiệu lực theo vbpl.vn, tra cứu ngày 20 tháng 11 năm 2026" in " ".join(told.split())
    assert UNKNOWN in " ".join(run(capsys, index, "docs", "force", "3", "--forget").split())
    assert main(["docs", "force", "3", "--state", "chắc còn", "--index", str(index)]) == 14
    assert "nguồn tra cứu" in capsys.readouterr().err


def test_the_list_names_drafts_and_the_search_shows_one(capsys: pytest.CaptureFixture[str], index: Path) -> None:
    listed = {row["id"]: row["copy_of"] for row in json.loads(run(capsys, index, "docs", "list", "--json"))}
    assert listed == {1: None, 2: 1, 3: None}
    assert json.loads(run(capsys, index, "docs", "show", "2", "--json"))["copies"] == {
        "of": 1,
        "group": [1, 2],
        "alike": [],
    }
    found = run(capsys, index, "search", "đơn vị thứ 9 rà soát 63 hồ sơ", "-k", "3")
    assert found.count("Giao đơn vị thứ 9 rà soát") == 1
    assert "bản sao hoặc dự thảo của văn bản mã 1" in " ".join(found.split())
    assert "Văn bản mã 1 (12/KH-UBND): Bị thay thế bởi" in " ".join(found.split())
