from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.time.dates import find_dates, find_periods, find_years, format_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "ngày 06 tháng 01 năm 2022",
        "Bình Thuận, ngày 6 tháng 1 năm 2022",
        "06/01/2022",
        "6-1-2022",
        "06.01.2022",
        "2022-01-06",
        "ngày 06 tháng 01, năm 2022",
        "ngay 6 thang 1 nam 2022",
        "NGÀY 06 THÁNG 01 NĂM 2022",
    ],
)
def test_parse(text: str) -> None:
    assert parse_date(text) == "2022-01-06"
    assert parse_date(unicodedata.normalize("NFD", text)) == "2022-01-06"


@pytest.mark.parametrize(
    "text",
    ["ngày    tháng 01 năm 2022", "31/02/2022", "1/500", "tháng 12/2025", "", "12/2024/TT-BTC", "192.168.1.2022"],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(date(1945, 1, 1), date(2060, 12, 31)))
def test_round_trip(day: date) -> None:
    assert parse_date(format_date(day.isoformat())) == day.isoformat()
    text = f"ký ngày {day.day:02d} tháng {day.month:02d} năm {day.year} tại"
    (found,) = find_dates(text)
    assert found.iso == day.isoformat()
    assert text[found.start : found.end].startswith("ngày") or text[found.start].isdigit()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("giai đoạn 2026-2030 và năm 2025", [2025, 2026, 2030]),
        ("từ 2021 đến năm 2025", [2021, 2025]),
        ("kế hoạch 1989", []),
        ("kế hoạch 2025", [2025]),
        ("nghị định 30/2020", [2020]),
        ("1090/KH-UBND", []),
        ("2000 hộ", [2000]),
        ("chi 2.025 đồng", []),
        ("ngày 06/01/2022", [2022]),
        ("ke hoach nam 2026", [2026]),
        ("năm 1945", [1945]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert find_years(text) == years


def test_periods() -> None:
    text = "Kế hoạch giai đoạn 2026 – 2030, tầm nhìn đến năm 2045"
    (period,) = find_periods(text)
    assert (period.first, period.last) == (2026, 2030)
    assert text[period.start : period.end] == "2026 – 2030"


def test_decomposed_text_has_the_same_dates_and_periods() -> None:
    text = unicodedata.normalize("NFD", "ký ngày 06 tháng 01 năm 2022, từ 2021 đến năm 2025")
    (found,) = find_dates(text)
    assert unicodedata.normalize("NFC", text[found.start : found.end]) == "ngày 06 tháng 01 năm 2022"
    (period,) = find_periods(text)
    assert (period.first, period.last) == (2021, 2025)
