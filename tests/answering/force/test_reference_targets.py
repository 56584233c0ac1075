"""A reference means the one document of the store that its number, date and issuer allow; a law also by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.force.reference_targets import Target, targets
from assistant.index import NewDocument, open_reader, open_writer
from assistant.parsing import with_findings
from assistant.types import Scope
from tests.index.toy import ALL, ENCODER, new_document

TEXT = (
    "Căn cứ Luật Đất đai năm 2024; Căn cứ Luật Nhà ở năm 2023;\n"
    "Bãi bỏ khoản 2 Điều 1 Quyết định số 5/QĐ-UBND ngày 01/02/2024 và Quyết định số 6/QĐ-UBND;\n"
    "theo Nghị định số 9/2025/NĐ-CP."
)


def put(source: str, *lines: str, group: str = "chung", **head: object) -> NewDocument:
    new = new_document(source, list(lines), access_group=group, **head)
    return replace(new, document=with_findings(new.document))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        own = {"kind": "Quyết định", "number": "7/QĐ-UBND", "issuer": "UBND tỉnh Mẫu"}
        writer.put(put("/a", TEXT, **own))
        writer.put(put("/b", "b", kind="Quyết định", number="05/QĐ-UBND", date="2024-02-01", issuer="UBND tỉnh Khác"))
        writer.put(put("/c", "c", kind="Quyết định", number="05/QĐ-UBND", date="2023-02-01", issuer="UBND tỉnh Mẫu"))
        writer.put(put("/d", "d", kind="Quyết định", number="06/QĐ-UBND", issuer="UBND tỉnh Khác"))
        writer.put(put("/e", "e", kind="Nghị định", number="09/2025/NĐ-CP", group="rieng"))
        writer.put(put("/f", "f", kind="Luật", number="31/2024/QH15", title="ĐẤT ĐAI", year=2024))
    return tmp_path


def found(directory: Path, scope: Scope = ALL) -> dict[str | None, Target]:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        record = snapshot.record(1)
        assert record is not None
        return {t.number or t.name: t for t in targets(record, snapshot.document(1), snapshot, scope)}


def test_what_each_reference_means(index: Path) -> None:
    told = found(index)
    assert told["05/QĐ-UBND"].document_id == 2  # of that day, whoever issued it
    assert told["06/QĐ-UBND"].document_id is None  # no date, no year in the number: only our own issuer's
    assert (told["31/2024/QH15"].name, told["31/2024/QH15"].document_id) == ("Luật Đất đai năm 2024", 6)
    assert told["Luật Nhà ở năm 2023"] == Target(None, "nhac_den", None, "Luật Nhà ở năm 2023", None)


def test_a_document_of_another_group_is_not_told(index: Path) -> None:
    assert found(index)["09/2025/NĐ-CP"].document_id is None
    assert found(index, Scope(frozenset({"chung", "rieng"})))["09/2025/NĐ-CP"].document_id == 5
