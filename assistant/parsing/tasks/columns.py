"""What the columns of an assignment table are for, by the words of their header."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.types import Table
from assistant.vietnamese.normalise import fold

_PARTNERS = re.compile(r"phối hợp|tham gia thực hiện|cùng thực hiện")
_LEAD = re.compile(
    r"chủ trì|đầu mối|phân công|tham mưu"
    r"|(?:cơ quan|đơn vị|sở,? ngành|bộ,? ngành|bộ phận|người|cá nhân|địa phương|tổ chức)"
    r"(?:[,/ ]+(?:đơn vị|cơ quan|cá nhân))?"
    r" (?:thực hiện|được giao|chịu trách nhiệm|phụ trách|triển khai|soạn thảo|theo dõi)"
    r"|^trách nhiệm(?: thực hiện)?$|^(?:cơ quan|đơn vị) chủ quản$"
)
_DEADLINE = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình|hạn)(?! bảo quản| giải quyết| hiện| sử dụng| làm việc| tài liệu"
    r"| công tác| cấp| lưu| đề nghị| bảo hành| có hiệu lực| hợp đồng| (?:đã )?làm)"
    r"|^(?:ngày |năm |thời điểm )?(?:hoàn thành|kết thúc)|^năm thực hiện$"
)
_TASK = re.compile(
    r"nhiệm vụ|công việc|nội dung|hoạt động|giải pháp|tên (?:đề án|dự án|văn bản|chương trình|kế hoạch|nghị quyết)"
    r"|đề án|chính sách|danh mục|danh sách|mục tiêu|chỉ tiêu|việc"
)
_PRODUCT = re.compile(r"sản phẩm|kết quả|đầu ra")
_FIELD = re.compile(r"^(?:lĩnh vực|nhóm)")
_NO_TASK = re.compile(r"^(?:s?tt|số (?:tt|thứ tự)|ghi chú|kinh phí|nguồn|số lượng|đơn vị tính|đvt)\b|ngày, tháng")
_REPORTED = re.compile(r"mức độ|tỷ lệ|tỉ lệ|đã thực hiện|kết quả thực hiện|hiện (?:tại|nay)")
"""Columns of a form on what was done; such a table assigns nothing."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers of one table; `task` is always there. `both`: the lead's column names the partners too."""

    task: int
    lead: int | None
    partners: tuple[int, ...]
    deadline: int | None
    product: int | None
    field: int | None


def task_columns(table: Table, text: str) -> Columns | None:
    """The columns of an assignment table, None for any other table (prices, indicators, staffing, forms).

    Somebody must be named who does it; without such a column only a table of tasks by that word with a deadline counts.
    """
    heads = [fold(span.of(text)).strip(" .:") if span is not None else "" for span in table.header]
    partners = tuple(i for i, head in enumerate(heads) if _PARTNERS.search(head) and not _LEAD.search(head))
    lead = _first(heads, _LEAD, taken=partners)
    deadline = _last(heads, _DEADLINE, taken=(*partners, lead))
    taken = (*partners, lead, deadline)
    task = _first(heads, _TASK, taken=taken)
    if lead is None and (deadline is None or task is None or not re.search(r"nhiệm vụ|công việc", heads[task])):
        return None
    if any(_REPORTED.search(head) for head in heads):
        return None
    if task is None:
        task = next((i for i, head in enumerate(heads) if head and i not in taken and not _NO_TASK.search(head)), None)
        if task is None:
            return None
    taken = (*taken, task)
    return Columns(
        task, lead, partners, deadline, _first(heads, _PRODUCT, taken=taken), _first(heads, _FIELD, taken=taken)
    )


def _first(heads: list[str], pattern: re.Pattern[str], taken: tuple[int | None, ...]) -> int | None:
    return next((i for i, head in enumerate(heads) if i not in taken and pattern.search(head)), None)


def _last(heads: list[str], pattern: re.Pattern[str], taken: tuple[int | None, ...]) -> int | None:
    """Of "Bắt đầu | Kết thúc" the end is the deadline; of equal ones the first."""
    found = [i for i, head in enumerate(heads) if i not in taken and pattern.search(head)]
    return next((i for i in found if re.search("kết thúc|hoàn thành", heads[i])), found[0] if found else None)
