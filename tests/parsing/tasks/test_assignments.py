"""Assignments from tables and prose of our own making; the real ones are in `test_gold.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.parsing import parse
from assistant.parsing.tasks.assignments import plan_year
from assistant.reading import read_file
from assistant.types import Document, Due, Letterhead, Line, TableBlock, Task
from tests.parsing.make import bold, centre, letterhead, signature, whole

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")


def plan(*paragraphs: str | Line | TableBlock, kind: str = "KẾ HOẠCH") -> Document:
    head = (letterhead(), centre(kind), centre("Phát triển hạ tầng số năm 2026"))
    return parse(whole(*head, *paragraphs, signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")))


def flat(text: str) -> str:
    return " ".join(text.split())


def check_source(document: Document, task: Task) -> None:
    """What a task says stands in its span, or above it (a merged cell, a heading)."""
    said, above = flat(task.span.of(document.text)), flat(document.text[: task.span.end])
    assert task.task in said or task.task in above
    assert task.deadline is None or task.deadline in said or task.deadline in above
    for name in (task.lead or "", *task.partners, task.product or ""):
        assert flat(name) in above


def test_rows_of_an_annex_table() -> None:
    document = plan(
        "I. MỤC TIÊU",
        "Nâng cao chất lượng hạ tầng.",
        centre("PHỤ LỤC"),
        TableBlock(
            (
                HEADER,
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
                ("I", "Hạ tầng số", "", "", "", ""),
                ("1", "Phủ sóng 5G", "Sở KH&CN", "Sở Xây dựng; UBND các xã, phường", "Quý II/2026", "Báo cáo"),
                ("2", "Rà soát cáp ngầm", "Sở KH&CN", "Công an tỉnh", "Hằng năm", ""),
                ("II", "Dữ liệu", "", "", "", ""),
                ("1", "Làm sạch dữ liệu đất đai", "Sở Nông nghiệp và Môi trường", "", "trước ngày 15/4", "Kho dữ liệu"),
            ),
            filled=frozenset({(4, 2)}),
        ),
    )
    first, second, third = document.tasks
    assert first.lead == "Sở KH&CN"
    assert first.partners == ("Sở Xây dựng", "UBND các xã, phường")
    assert (first.deadline, first.due) == ("Quý II/2026", Due("2026-04-01", "2026-06-30"))
    assert (first.product, first.group, first.page) == ("Báo cáo", ("I. Hạ tầng số",), None)
    assert second.lead == "Sở KH&CN"  # merged with the cell above
    assert second.due == Due(recurring="hằng năm")
    assert second.product is None
    assert (third.group, third.partners) == (("II. Dữ liệu",), ())
    assert third.due == Due(None, "2026-04-15")
    assert {task.origin for task in document.tasks} == {"row"}
    assert first.span.of(document.text).startswith("1 | Phủ sóng 5G | Sở KH&CN")
    for task in document.tasks:
        check_source(document, task)


@pytest.mark.parametrize(
    ("lead", "partners", "deadline"),
    [
        ("Chủ trì", "Phối hợp", "Thời hạn"),
        ("Sở, ngành chủ trì tham mưu", "Đơn vị phối hợp thực hiện", "Thời gian thực hiện"),
        ("Đơn vị thực hiện", "Cơ quan, đơn vị phối hợp", "Tiến độ hoàn thành"),
        ("Phân công thực hiện", "Phối hợp", "Hoàn thành"),
        ("Cơ quan, đơn vị chịu trách nhiệm", "Đơn vị phối hợp", "Hạn hoàn thành"),
    ],
)
def test_the_names_of_columns_vary(lead: str, partners: str, deadline: str) -> None:
    rows = (("1", "Mua máy chủ", "Sở Tài chính", "Sở Nội vụ", "Quý I"), ("2", "Thuê dịch vụ", "Sở Y tế", "", "2026"))
    document = plan(TableBlock((("STT", "Nội dung công việc", lead, partners, deadline), *rows)))
    assert [(t.task, t.lead, t.partners, t.deadline) for t in document.tasks] == [
        ("Mua máy chủ", "Sở Tài chính", ("Sở Nội vụ",), "Quý I"),
        ("Thuê dịch vụ", "Sở Y tế", (), "2026"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("STT", "Tên hàng", "Đơn vị tính", "Số lượng", "Đơn giá"),
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Ghi chú"),
        ("STT", "Tên thủ tục hành chính", "Lĩnh vực", "Cơ quan giải quyết", "Thời hạn giải quyết"),
        ("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thời gian công tác"),
        ("STT", "Tên dự án", "Chủ đầu tư", "Thời gian thực hiện", "Tổng vốn"),
        ("STT", "Tiêu đề hồ sơ", "Người lập hồ sơ", "Thời hạn bảo quản", "Ghi chú"),
        ("STT", "Nhiệm vụ được giao", "Kết quả thực hiện năm 2025", "Mức độ hoàn thành (%)", "Ghi chú"),
    ],
)
def test_other_tables_assign_nothing(header: tuple[str, ...]) -> None:
    rows = (("1", "Một", "Sở A", "02 ngày", "10"), ("2", "Hai", "Sở B", "2026", "20"))
    assert plan(TableBlock((header, *rows))).tasks == ()


def test_lead_and_partners_in_one_column() -> None:
    cell = "Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính, Công an tỉnh"
    rows = (("1", "Xây dựng đề án", cell, "Tháng 5/2026"), ("2", "Tập huấn", "Sở Y tế", "Hằng quý"))
    first, second = plan(TableBlock((("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"), *rows))).tasks
    assert (first.lead, first.partners) == ("Sở Nội vụ", ("Sở Tài chính", "Công an tỉnh"))
    assert second.lead == "Sở Y tế"


def test_a_list_under_an_agency() -> None:
    document = plan(
        bold("I. MỤC TIÊU"),
        "Nâng cao chất lượng.",
        bold("II. TỔ CHỨC THỰC HIỆN"),
        "1. Sở Nội vụ:",
        "- Chủ trì, phối hợp với Sở Tài chính, Sở Xây dựng và Bộ Chỉ huy Quân sự tỉnh lập quy chế trước ngày 30/6.",
        "- Theo dõi, báo cáo hằng quý.",
        "2. Các sở, ban, ngành; UBND các xã, phường",
        "Ban hành kế hoạch của đơn vị trong tháng 3/2026./.",
    )
    first, second, third = document.tasks
    assert first.lead == second.lead == "Sở Nội vụ"
    assert first.partners == ("Sở Tài chính", "Sở Xây dựng", "Bộ Chỉ huy Quân sự tỉnh")
    assert (first.deadline, first.due) == ("trước ngày 30/6", Due(None, "2026-06-30"))
    assert second.due == Due(recurring="hằng quý")
    assert third.lead == "Các sở, ban, ngành; UBND các xã, phường"
    assert third.task == "Ban hành kế hoạch của đơn vị trong tháng 3/2026"
    assert third.due == Due("2026-03-01", "2026-03-31")
    assert {task.origin for task in document.tasks} == {"prose"}
    for task in document.tasks:
        check_source(document, task)


def test_sentences_that_name_who_and_when() -> None:
    document = plan(
        bold("I. NHIỆM VỤ"),
        "1. Rà soát quy trình nội bộ. Công an tỉnh chủ trì, Sở Tư pháp phối hợp, hoàn thành trước ngày 31/3/2026.",
        "2. Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính hoàn thành đề án trong Quý II/2026.",
        "3. Sở Y tế có trách nhiệm công bố danh sách bệnh viện chậm nhất là ngày 15/5/2026.",
        "4. Văn phòng UBND tỉnh chủ trì cải cách thủ tục; Sở Tư pháp chủ trì cải cách thể chế.",
        "5. Đến ngày 20/5/2026 còn 05 bệnh viện chưa triển khai.",
    )
    found = [(t.task, t.lead, t.partners, t.deadline) for t in document.tasks]
    assert found == [
        ("Rà soát quy trình nội bộ.", "Công an tỉnh", ("Sở Tư pháp",), "hoàn thành trước ngày 31/3/2026"),
        (
            "chủ trì, phối hợp với Sở Tài chính hoàn thành đề án trong Quý II/2026.",
            "Sở Khoa học và Công nghệ",
            ("Sở Tài chính",),
            "trong Quý II/2026",
        ),
        (
            "có trách nhiệm công bố danh sách bệnh viện chậm nhất là ngày 15/5/2026.",
            "Sở Y tế",
            (),
            "chậm nhất là ngày 15/5/2026",
        ),
        ("chủ trì cải cách thủ tục", "Văn phòng UBND tỉnh", (), None),
        ("chủ trì cải cách thể chế.", "Sở Tư pháp", (), None),
    ]


def test_labels_behind_a_task() -> None:
    document = plan(
        bold("I. NHIỆM VỤ"),
        "1. Xây dựng kho dữ liệu dùng chung. Đơn vị chủ trì: Sở Khoa học và Công nghệ; Đơn vị phối hợp: Sở Nội vụ, "
        "Công an tỉnh; Thời gian hoàn thành: Quý III/2026.",
        "2. Tập huấn cho công chức cấp xã",
        "- Đơn vị chủ trì: Sở Nội vụ",
        "- Đơn vị phối hợp: Trường Chính trị tỉnh; UBND các xã, phường",
        "- Thời gian thực hiện: Thường xuyên",
        "- Sản phẩm: Báo cáo kết quả.",
    )
    first, second = document.tasks
    assert (first.task, first.lead) == ("Xây dựng kho dữ liệu dùng chung", "Sở Khoa học và Công nghệ")
    assert (first.partners, first.deadline) == (("Sở Nội vụ", "Công an tỉnh"), "Quý III/2026")
    assert (second.task, second.lead) == ("Tập huấn cho công chức cấp xã", "Sở Nội vụ")
    assert second.partners == ("Trường Chính trị tỉnh", "UBND các xã, phường")
    assert (second.due, second.product) == (Due(recurring="thường xuyên"), "Báo cáo kết quả")


def test_what_assigns_nothing() -> None:
    document = plan(
        "Chủ tịch Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        bold("I. MỤC ĐÍCH"),
        "Bảo đảm sự phối hợp chặt chẽ, thường xuyên giữa các cơ quan.",
        "Báo cáo kết quả phối hợp được gửi trước ngày 30/6/2026.",
        bold("II. HIỆU LỰC"),
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.",
    )
    assert document.tasks == ()
    sentence = "Sở Y tế có trách nhiệm công bố danh sách trước ngày 15/5/2026."
    assert len(plan(bold("I. NHIỆM VỤ"), sentence).tasks) == 1
    assert plan(bold("I. KẾT QUẢ"), sentence, kind="BÁO CÁO").tasks == ()  # a report asks, it does not assign


def test_the_year_of_days_without_one() -> None:
    assert plan_year(Letterhead(title="Cải cách hành chính năm 2026", date="2025-12-28", year=2025)) == 2026
    assert plan_year(Letterhead(title="Thực hiện Chỉ thị số 11-CT/TU ngày 04/01/2026", year=2026)) == 2026
    assert plan_year(Letterhead(title="Sơ kết năm 2024 và nhiệm vụ năm 2025", year=2024)) == 2024
    assert plan_year(Letterhead()) is None


def test_plans_of_the_sample_corpus() -> None:
    """Counted by eye in the printed tables and the parts on who does what."""
    counts = {
        "tinh-mau/kh-45-2026-tri-tue-nhan-tao.pdf": (26, 8),
        "tinh-mau/kh-12-2026-chuyen-doi-so.pdf": (22, 4),
        "tinh-mau/kh-61-2026-de-an-06.pdf": (17, 6),
        "tinh-mau/kh-30-2026-cai-cach-hanh-chinh.docx": (16, 10),
        "tinh-mau/kh-133-2026-ky-nang-so.html": (7, 3),
        "tinh-mau/nq-14-2026-dau-tu-cong.pdf": (0, 1),
        "tinh-mau/qd-702-2026-phi-dia-gioi.html": (0, 0),
        "tinh-mau/qd-655-2026-bo-chi-so-cchc.pdf": (0, 0),
        "tinh-mau/bc-210-2026-chuyen-doi-so-6-thang.pdf": (0, 0),
    }
    for name, (rows, prose) in counts.items():
        document = parse(read_file(CORPUS / name))
        found = [task.origin for task in document.tasks]
        assert (found.count("row"), found.count("prose")) == (rows, prose), name
        for task in document.tasks:
            check_source(document, task)
            if document.page_count:
                assert task.page is not None
            assert task.origin == "prose" or task.lead
