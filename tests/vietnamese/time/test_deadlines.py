"""Deadlines in words as days: each rule by hand, then what must hold whatever the day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Due
from assistant.vietnamese.time.deadlines import find_deadlines, parse_deadline

ISSUED = "2026-01-15"

CASES = {
    "Xong trong Quý II/2026": ("2026-04-01", "2026-06-30"),
    "Quý 2 năm 2026": ("2026-04-01", "2026-06-30"),
    "trong Quý II": ("2026-04-01", "2026-06-30"),
    "Quý III, IV/2026": ("2026-07-01", "2026-12-31"),
    "Quý II/2026 - Quý I/2027": ("2026-04-01", "2027-03-31"),
    "trước ngày 15/4/2026": (None, "2026-04-15"),
    "Trước 30/6/2026": (None, "2026-06-30"),
    "trước ngày 15/4": (None, "2026-04-15"),
    "chậm nhất là ngày 15/4/2026": (None, "2026-04-15"),
    "trước ngày 15 tháng 4 năm 2026": (None, "2026-04-15"),
    "31/8/2026": (None, "2026-08-31"),
    "Xong trong tháng 5/2026": ("2026-05-01", "2026-05-31"),
    "Tháng 02/2028": ("2028-02-01", "2028-02-29"),
    "trong tháng 2": ("2026-02-01", "2026-02-28"),
    "6 tháng đầu năm 2026": ("2026-01-01", "2026-06-30"),
    "09 tháng đầu năm 2026": ("2026-01-01", "2026-09-30"),
    "6 tháng cuối năm": ("2026-07-01", "2026-12-31"),
    "cuối năm 2026": (None, "2026-12-31"),
    "giữa năm 2026": (None, "2026-06-30"),
    "giữa tháng 5/2026": (None, "2026-05-15"),
    "cuối Quý II/2026": (None, "2026-06-30"),
    "Trong năm 2026": ("2026-01-01", "2026-12-31"),
    "2026": ("2026-01-01", "2026-12-31"),
    "giai đoạn 2026-2030": ("2026-01-01", "2030-12-31"),
    "từ năm 2026 đến năm 2028": ("2026-01-01", "2028-12-31"),
    "Năm 2026 và các năm tiếp theo": ("2026-01-01", None),
    "đến năm 2030": (None, "2030-12-31"),
    "đến hết năm 2027": (None, "2027-12-31"),
    "trước năm 2028": (None, "2027-12-31"),
    "trước tháng 5/2027": (None, "2027-04-30"),
    "Từ tháng 4/2026": ("2026-04-01", None),
    "Từ Quý II/2026": ("2026-04-01", None),
    "Từ ngày 15/7/2026": ("2026-07-15", None),
    "Từ tháng 3 đến tháng 6/2026": ("2026-03-01", "2026-06-30"),
    "từ tháng 11 đến tháng 3/2027": ("2026-11-01", "2027-03-31"),
    "từ ngày 24/3 đến ngày 10/4/2026": ("2026-03-24", "2026-04-10"),
    "Từ 05 đến 10/10/2026": ("2026-10-05", "2026-10-10"),
    "Tháng 9 - 11/2026": ("2026-09-01", "2026-11-30"),
    "Tháng 4, 7, 10/2026": ("2026-04-01", "2026-10-31"),
    "trước ngày 15/6 và ngày 15/12/2026": ("2026-06-15", "2026-12-15"),
    "sau 30 ngày kể từ ngày ban hành": (None, "2026-02-14"),
    "trong 02 tuần kể từ ngày ký": (None, "2026-01-29"),
    "03 tháng kể từ ngày Kế hoạch được ban hành": (None, "2026-04-15"),
    "Hoàn thành đầu tư, lắp đặt và vận hành xong trước ngày 01/01/2030": (None, "2030-01-01"),
}


@pytest.mark.parametrize("words", CASES)
def test_days(words: str) -> None:
    assert parse_deadline(words, ISSUED) == Due(*CASES[words])


RECURRING = {
    "Hàng năm": Due(recurring="hằng năm"),
    "Thường xuyên": Due(recurring="thường xuyên"),
    "Tháng 4, tháng 10 hằng năm": Due(recurring="tháng 4, tháng 10 hằng năm"),
    "định kỳ trước ngày 15 tháng cuối quý": Due(recurring="định kỳ trước ngày 15 tháng cuối quý"),
    "06 tháng/lần": Due(recurring="06 tháng/lần"),
    "Hằng năm, giai đoạn 2026-2030": Due("2026-01-01", "2030-12-31", "hằng năm, giai đoạn 2026-2030"),
    "Thường xuyên từ tháng 3/2026": Due("2026-03-01", None, "thường xuyên từ tháng 3/2026"),
    "hằng quý và trước ngày 05/12/2026": Due(None, "2026-12-05", "hằng quý và trước ngày 05/12/2026"),
}


@pytest.mark.parametrize("words", RECURRING)
def test_recurring(words: str) -> None:
    assert parse_deadline(words, ISSUED) == RECURRING[words]


@pytest.mark.parametrize(
    "words",
    [
        "", "Theo quy định", "khi có phát sinh", "Ngay sau khi được giao", "Năm học 2026 - 2027", "đầu năm 2026",
        "03 ngày làm việc", "10 ngày làm việc kể từ ngày ban hành", "15 ngày kể từ ngày nhận đủ hồ sơ", "31/02/2026",
        "48/48 xã, phường", "tỷ lệ 1/500", "24/7", "Kế hoạch số 15/4-KH",
    ],
)  # fmt: skip
def test_unknown_words_stay_undated(words: str) -> None:
    assert parse_deadline(words, ISSUED) is None


def test_without_a_year_nothing_is_guessed() -> None:
    assert parse_deadline("trước ngày 15/4") is None
    assert parse_deadline("sau 30 ngày kể từ ngày ban hành") is None
    assert parse_deadline("trước ngày 15/4", year=2027) == Due(None, "2027-04-15")
    assert parse_deadline("Quý I", "2025-12-28", year=2026) == Due("2026-01-01", "2026-03-31")


DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@given(DAYS)
def test_a_printed_day_is_found_in_every_form(day: date) -> None:
    for form in (
        f"trước ngày {day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"chậm nhất là ngày {day.day} tháng {day.month} năm {day.year}",
        f"Hoàn thành trước ngày {day:%d.%m.%Y}.",
    ):
        assert parse_deadline(form) == Due(None, day.isoformat()), form


@given(st.integers(1, 12), st.integers(1990, 2080))
def test_a_month_is_all_its_days(month: int, year: int) -> None:
    due = parse_deadline(f"trong tháng {month}/{year}")
    assert due == Due(f"{year}-{month:02}-01", f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}")


@given(st.integers(1, 4), st.integers(1990, 2080))
def test_quarters_fill_the_year(quarter: int, year: int) -> None:
    due = parse_deadline(f"Quý {['I', 'II', 'III', 'IV'][quarter - 1]}/{year}")
    assert due is not None
    assert due.start is not None
    assert due.end is not None
    after = date.fromisoformat(due.end) + timedelta(days=1)
    following = parse_deadline(f"quý {quarter % 4 + 1} năm {year + quarter // 4}")
    assert following is not None
    assert following.start == after.isoformat()
    before = parse_deadline(f"trước Quý {quarter}/{year}")
    assert before is not None
    assert before.end == (date.fromisoformat(due.start) - timedelta(days=1)).isoformat()


@given(DAYS, DAYS)
def test_a_range_of_days_keeps_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    if first < last:
        due = parse_deadline(f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}")
        assert due == Due(first.isoformat(), last.isoformat())


@given(DAYS, st.integers(0, 400))
def test_days_count_from_the_day_after_the_issue(issued: date, count: int) -> None:
    due = parse_deadline(f"trong vòng {count} ngày kể từ ngày ban hành", issued.isoformat())
    assert due == Due(None, (issued + timedelta(days=count)).isoformat())


@given(st.text(alphabet=st.sampled_from("quý tháng ngày năm trước từ đến 0123456789/-–,.IV hằng\n"), max_size=60))
def test_any_words_give_days_in_order(words: str) -> None:
    due = parse_deadline(words, ISSUED)
    if due is not None and due.start and due.end:
        assert due.start <= due.end
    for found in find_deadlines(words):
        assert 0 <= found.start < found.end <= len(words)


PROSE = {
    "Sở Y tế chủ trì, hoàn thành trước ngày 31/8/2026.": ["hoàn thành trước ngày 31/8/2026"],
    "báo cáo trước ngày 15 của tháng cuối quý; công khai.": ["trước ngày 15 của tháng cuối quý"],
    "báo cáo trước ngày 15/6 và ngày 15/12 hằng năm": ["báo cáo trước ngày 15/6 và ngày 15/12 hằng năm"],
    "gửi báo cáo trước ngày 25 hằng tháng qua Hệ thống": ["trước ngày 25 hằng tháng"],
    "đăng ký kế hoạch hằng năm trước ngày 30/11 của năm trước": ["hằng năm trước ngày 30/11"],
    "bảo đảm phối hợp chặt chẽ, thường xuyên": [],
    "đưa vào sử dụng trong Quý III/2026.": ["trong Quý III/2026"],
    "Qua kiểm tra, đến ngày 20/5/2026 còn 05 bệnh viện": [],
    "Kế hoạch số 45/KH-UBND ngày 06/02/2026 của Ủy ban": [],
    "quy mô 48/48 xã, phường, tỷ lệ 1/500": [],
}


@pytest.mark.parametrize("sentence", PROSE)
def test_deadlines_in_prose(sentence: str) -> None:
    assert [sentence[f.start : f.end] for f in find_deadlines(sentence)] == PROSE[sentence]
