"""The kinds of answer a question may ask for: who, when, how much … by the words it asks with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from assistant.vietnamese.normalise import fold, strip_accents

AnswerType = Literal[
    "who",
    "when",
    "effective",
    "where",
    "how_much",
    "list",
    "definition",
    "document",
    "signer",
    "issued_by",
    "issued_on",
    "subject",
    "status",
    "person",
    "money",
    "percent",
]

# Offices a person holds; "thủ trưởng cơ quan" is whoever it may be.
_OFFICE = (
    r"(phó )?(giám đốc|chủ tịch|bí thư|bộ trưởng|thứ trưởng|chánh văn phòng|tổ trưởng|tổ phó|trưởng ban|viện trưởng)"
)
_PATTERNS: Mapping[AnswerType, str] = {
    "signer": r"\b(ai|người nào) (là người )?(đã )?ký|người ký|do ai ký|ai ký",
    "issued_by": r"(do ai|do cơ quan nào|ai|cơ quan nào|đơn vị nào|nơi nào) (đã )?ban hành|cơ quan ban hành",
    "issued_on": r"ban hành (vào )?(ngày|khi|năm|lúc|bao giờ|tháng) ?(nào|mấy|bao nhiêu)?|ngày ban hành|ký ngày nào",
    "subject": r"(nói về|về|quy định|nêu|triển khai) ((việc|vấn đề|nội dung|cái) )?gì\W*$|"
    r"(nội dung|trích yếu)( chính)? (là )?gì\W*$|^\W*(là )?(văn bản )?gì\W*$",
    "who": r"\bai\b|cơ quan nào|đơn vị nào|tổ chức nào|sở nào|bộ nào|ban nào|phòng nào|chủ thể nào|người nào|cấp nào|"
    r"chủ trì|phối hợp|đầu mối|phụ trách|thẩm quyền|trách nhiệm của|đơn vị thực hiện|cơ quan thực hiện",
    "when": r"khi nào|bao giờ|thời hạn|thời gian|thời điểm|ngày nào|năm nào|tháng nào|quý nào|lúc nào|chậm nhất|"
    r"hạn (chót|cuối|nộp|nào)|bao lâu|mấy (ngày|tháng|năm)|bao nhiêu (ngày|tháng|năm|giờ)|mấy giờ|hiệu lực|"
    r"tiến độ|xong trước|giai đoạn nào",
    "effective": r"hiệu lực|áp dụng từ",
    "where": r"ở đâu|tại đâu|địa điểm|nơi nào|chỗ nào",
    "how_much": r"bao nhiêu|\bmấy\b|tỷ lệ|tỉ lệ|kinh phí|mức (phạt|phí|hỗ trợ|thu|chi|tiền|giá|lương|độ)|số lượng|"
    r"chỉ tiêu|phần trăm|tổng số|diện tích|giá trị",
    "money": r"kinh phí|(bao nhiêu|mấy) (tiền|tỷ|tỉ|triệu|nghìn|đồng)|tổng vốn|vốn .*bao nhiêu|phạt tiền|"
    r"(mức|số) (tiền|hỗ trợ|phí|thu|chi|lương|học phí)|học phí|giải thưởng|lệ phí|trả bao nhiêu",
    "percent": r"phần trăm|tỷ lệ|tỉ lệ|bao nhiêu ?%",
    "definition": r"là gì|thế nào là|nghĩa là|được hiểu|khái niệm|định nghĩa|có nghĩa",
    "list": r"những|\bcác\b|bao gồm|gồm|liệt kê|nêu (tên|rõ|các)|kể (ra|tên)|mục tiêu|nhiệm vụ|"
    r"giải pháp|điều kiện|hồ sơ|trường hợp nào|quyền gì|nghĩa vụ gì|nội dung gì|làm gì",
    "status": r"còn (được )?(áp dụng|hiệu lực|giá trị)|hết hiệu lực|"
    r"(bị|được) (thay thế|thay|bãi bỏ|hủy bỏ|sửa đổi|bổ sung)\b.*\b(chưa|không)\W*$|"
    r"văn bản nào (khác )?(thay|sửa|bãi bỏ)",
    "person": rf"\bai (đang |hiện )?(là|làm|giữ chức)\b.*\b{_OFFICE}|\b{_OFFICE}\b.*\blà (ai|người nào)\b|"
    rf"(họ )?tên (của )?{_OFFICE}",
    "document": r"(văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|báo cáo|tờ trình|"
    r"đề án) (nào|gì|số mấy|số bao nhiêu)|căn cứ (vào )?(đâu|văn bản)|thay thế|sửa đổi",
}


def _technology_apart(text: str) -> str:
    """`text` with "AI", which is no "ai" (who), as "a.i."; in capitals throughout nobody can tell."""
    return text if text.isupper() and len(text) > len("AI") else re.sub(r"\bAI\b", "a.i.", text)


@lru_cache(maxsize=2)
def _compiled(accented: bool) -> tuple[tuple[AnswerType, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(p if accented else strip_accents(p))) for kind, p in _PATTERNS.items())


def answer_types(text: str, accented: bool) -> set[AnswerType]:
    """All kinds that `text` asks for; `accented`: whether it was typed with its accents."""
    lowered = _technology_apart(text)
    lowered = fold(lowered) if accented else strip_accents(lowered)
    return {kind for kind, pattern in _compiled(accented) if pattern.search(lowered)}


# The one kind that the ranker was trained on and a person is shown: first match wins. Patterns are accent-less: it must
# not depend on how the question was typed.
_TYPES: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{pattern})\b")
    for kind, pattern in {
        "document": r"(?:van ban|ke hoach|nghi quyet|quyet dinh|nghi dinh|thong tu|luat|chi thi|cong van|bao cao"
        r"|to trinh|de an) (?:nao|gi|so may|so bao nhieu)",
        "definition": r"la gi|the nao la|duoc hieu (?:la|nhu)|khai niem|dinh nghia",
        "how_much": r"bao nhieu|may (?:lan|nguoi|dong|phan tram)|ty le|muc (?:phat|phi|thu|chi|luong|ho tro|hinh phat)"
        r"|kinh phi",
        "when": r"khi nao|bao gio|thoi han|thoi diem|bao lau|ngay nao|nam nao|cham nhat|han chot",
        "who": r"ai|co quan nao|don vi nao|to chuc nao|so nao|bo nao|nguoi nao|cap nao|chu tri|tham quyen"
        r"|trach nhiem cua",
        "procedure": r"thu tuc|trinh tu|ho so|cac buoc|lam the nao|cach (?:nao|thuc)",
        "list": r"nhung|gom|bao gom|liet ke|cac (?:nhiem vu|giai phap|muc tieu|truong hop|dieu kien|nguyen tac)",
    }.items()
}


def question_type(text: str) -> str | None:
    """ "document", "definition", "how_much", "when", "who", "procedure", "list", or None."""
    plain = strip_accents(_technology_apart(text))
    return next((kind for kind, pattern in _TYPES.items() if pattern.search(plain)), None)


def asks_for_another(text: str) -> bool:
    """Whether a number in the question is the relation asked about, not the document to look into.

    "Văn bản nào thay thế Nghị quyết 71?" is answered by another document than Nghị quyết 71.
    """
    return question_type(text) == "document" and bool(
        re.search(r"thay the|sua doi|bai bo|thuc hien|huong dan|cu the hoa|trien khai|can cu", strip_accents(text))
    )
