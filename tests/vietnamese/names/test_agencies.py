"""Agencies: lists taken apart, spellings brought together, names from before the mergers of 2025."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.names.agencies import (
    agency_key,
    agency_keys,
    is_everyone,
    other_names,
    renamings,
    split_agencies,
)

LISTS = {
    "Sở Tài chính; UBND các xã, phường": ("Sở Tài chính", "UBND các xã, phường"),
    "Các Sở, ban, ngành và UBND các xã, phường": ("Các Sở, ban, ngành", "UBND các xã, phường"),
    "Sở Nông nghiệp và Môi trường, các Sở, ban, ngành": ("Sở Nông nghiệp và Môi trường", "các Sở, ban, ngành"),
    "Sở Văn hóa, Thể thao và Du lịch; Báo và phát thanh, truyền hình Mẫu": (
        "Sở Văn hóa, Thể thao và Du lịch",
        "Báo và phát thanh, truyền hình Mẫu",
    ),
    "Văn phòng HĐND và UBND xã": ("Văn phòng HĐND và UBND xã",),
    "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh": ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",),
    "Sở Khoa học và Công nghệ, Sở Xây dựng và Công an tỉnh": (
        "Sở Khoa học và Công nghệ",
        "Sở Xây dựng",
        "Công an tỉnh",
    ),
    "Sở Tài chính, Nội vụ, Y tế": ("Sở Tài chính", "Nội vụ", "Y tế"),
    "Các Sở, Ban, ngành, địa phương": ("Các Sở, Ban, ngành, địa phương",),
    "- Sở Tài chính\n- Sở Xây dựng.": ("Sở Tài chính", "Sở Xây dựng"),
    "Các Sở, ban, ngành và các cơ quan, đơn vị, địa phương liên quan": (
        "Các Sở, ban, ngành",
        "các cơ quan, đơn vị, địa phương liên quan",
    ),
    "": (),
}


@pytest.mark.parametrize("printed", LISTS)
def test_lists_are_taken_apart(printed: str) -> None:
    assert split_agencies(printed) == LISTS[printed]


@given(st.text(alphabet=st.sampled_from("Sở UBND, ; và các Công an\nTài chính-"), max_size=80))
def test_parts_stand_in_the_list_as_printed(printed: str) -> None:
    at = 0
    for name in split_agencies(printed):
        found = printed.find(name, at)
        assert found >= at
        at = found + len(name)


@pytest.mark.parametrize(
    "spelling",
    [
        "Sở Khoa học và Công nghệ", "Sở KH&CN", "Sở KHCN", "so khcn", "so khoa hoc va cong nghe",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Giám đốc Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ tỉnh Lào Cai",
    ],
)  # fmt: skip
def test_one_agency_has_one_key(spelling: str) -> None:
    assert agency_key(spelling) == "so khoa hoc cong nghe"


def test_keys_tell_levels_apart() -> None:
    assert agency_key("UBND cấp xã") == agency_key("Ủy ban nhân dân các xã, phường") == "uy ban nhan dan xa phuong"
    assert agency_key("UBND tỉnh") == "uy ban nhan dan tinh"
    assert agency_key("Công an tỉnh") != agency_key("Công an xã")
    assert agency_key("VP UBND tỉnh") == agency_key("Văn phòng Ủy ban nhân dân tỉnh")
    assert agency_key("–") == ""


def test_fields_listed_after_one_department() -> None:
    assert agency_keys("Sở Tài chính, Nội vụ và Y tế; Công an tỉnh") == (
        "so tai chinh",
        "so noi vu",
        "so y te",
        "cong an tinh",
    )
    assert agency_keys("các Sở: Tư pháp, Văn hóa, Thể thao và Du lịch") == ("so tu phap", "so van hoa the thao du lich")


def test_old_and_new_names_find_each_other() -> None:
    found = other_names("Sở KH&CN")
    assert list(found) == ["so thong tin truyen thong"]
    assert found["so thong tin truyen thong"].source == "Nghị định 45/2025/NĐ-CP"
    assert list(other_names("sở thông tin truyền thông")) == ["so khoa hoc cong nghe"]
    assert set(other_names("Sở Nông nghiệp và Môi trường")) == {
        "so tai nguyen moi truong",
        "so nong nghiep phat trien nong thon",
    }
    assert list(other_names("Sở LĐ-TB&XH")) == ["so noi vu"]
    assert other_names("Sở Y tế") == {}


def test_every_renaming_says_its_day_and_source() -> None:
    assert len(renamings()) == 13
    assert {r.since for r in renamings()} == {"2025-03-01", "2025-07-01"}
    assert all("/" in r.source for r in renamings())


def test_names_that_mean_everyone() -> None:
    assert is_everyone("Các Sở, ban, ngành")
    assert is_everyone("Các cơ quan, đơn vị liên quan")
    assert is_everyone("các sở và cơ quan ngang sở")
    assert not is_everyone("Sở Xây dựng")
    assert not is_everyone("Các sở chủ quản")
