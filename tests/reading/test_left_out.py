"""What a file keeps from the text is counted, named and said."""

from __future__ import annotations

from assistant.reading.left_out import merged, told
from assistant.types import LeftOut


def test_counts_of_a_kind_are_added_and_names_kept_once() -> None:
    found = [LeftOut("unseen", 3), LeftOut("embedded", 1, ("a.docx",)), LeftOut("unseen", 2)]
    found.append(LeftOut("embedded", 2, ("a.docx", "b.xlsx")))
    assert merged(found) == (LeftOut("unseen", 5), LeftOut("embedded", 3, ("a.docx", "b.xlsx")))


def test_each_kind_is_a_sentence() -> None:
    assert told([LeftOut("unseen", 5)]) == ["Bỏ qua 5 đoạn không nhìn thấy trên trang."]
    assert told([LeftOut("embedded", 1, ("danhsach.docx",))]) == ["Chưa đọc 1 tệp nhúng trong tệp: danhsach.docx."]
    assert told([LeftOut("part", 2)]) == ["Chưa đọc 2 phần của tệp."]


def test_many_names_are_cut_short() -> None:
    [said] = told([LeftOut("embedded", 9, tuple(f"{n}.txt" for n in range(9)))])
    assert said.endswith("4.txt, ….")
