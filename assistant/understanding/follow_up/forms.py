"""How an answer is to be shown: "ngắn hơn", "trình bày dạng bảng". Alone it asks for the answer before in this form."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["table", "short", "long"]

_PLEASE = r"(?:hãy|xin|vui lòng|làm ơn|giúp tôi|giúp|cho tôi|cho|có thể|trả lời|viết|nói|nêu|trình bày|tóm tắt|tóm lại)"
_POLITE = r"(?:giúp tôi|giúp|cho tôi|đi|nhé|với|ạ|được không|thôi|lại|ra)"
_AS_TABLE = (
    r"(?:(?:trình bày|lập|kẻ|chuyển|xuất|viết|đưa|làm|liệt kê|thể hiện)(?: lại)?(?: ra)? )?"
    r"(?:(?:dưới |theo )?dạng|thành|bằng|ra|vào|sang)(?: một)? (?:dạng )?bảng(?: biểu)?"
)
_TABLE = rf"{_AS_TABLE}|(?:lập|kẻ|vẽ|làm) (?:thành )?bảng"
_SHORT = r"(?:ngắn|gọn|ngắn gọn|vắn tắt|súc tích)(?: gọn)?(?: hơn| lại| thôi)|rút gọn(?: lại)?|(?:một|1) câu(?: thôi)"
_LONG = r"(?:chi tiết|cụ thể|đầy đủ|dài|rõ|kỹ)(?: hơn| thêm)|nói thêm|giải thích thêm|nói rõ(?: hơn| thêm)?|xem thêm"
_FORMS: tuple[tuple[Form, str], ...] = (("table", _TABLE), ("short", _SHORT), ("long", _LONG))


def form_of(text: str) -> tuple[str, Form | None]:
    """`text` (accented) without the words that ask for a form, and the form; "" where it says nothing else."""
    for form, words in _FORMS:
        alone = rf"\W*(?:{_PLEASE}\s+)*(?:câu trả lời |kết quả |nội dung )?(?:{words})(?:\s+{_POLITE})*\W*"
        if re.fullmatch(alone, text, re.IGNORECASE):
            return "", form
    match = re.search(rf"[\s,]+(?:và |rồi )?(?:{_AS_TABLE})(?:\s+{_POLITE})*\W*$", text, re.IGNORECASE)
    return (text[: match.start()], "table") if match is not None else (text, None)
