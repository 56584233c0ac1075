"""The words by which a question shows that it leans on the one before, and those it asks with."""

from __future__ import annotations

import re

# Telling words above which a question stands on its own, unless it opens or points like a follow-up.
SHORT = 4

# "còn" opens a follow-up, but not where it is the verb: "còn hiệu lực không", "còn mấy nhiệm vụ chưa xong".
OPENS = re.compile(
    r"^(?:(?:thế|vậy|rồi|và)(?: còn|(?: thì)?)|còn(?! (?:hiệu lực|áp dụng|giá trị|bao nhiêu|mấy|lại|thiếu|nợ|phải|được"
    r"|thời hạn sử dụng|gì|đúng|tồn|những gì))|ngoài ra|riêng)\b[\s,]*",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"[\s,]*\b(?:thì sao|thì thế nào|thì như thế nào|có khác (?:gì )?không|ra sao|như thế nào|thế nào|là gì|nữa|nhỉ|ạ"
    r"|vậy|nhé)?[\s?.!]*$",
    re.IGNORECASE,
)
SO = re.compile(r"\b(?:thì sao|thì thế nào|thì như thế nào)[\s?.!]*$", re.IGNORECASE)
JOINS = re.compile(r"^(?:của|cho|đối với|ở|tại|với|trong|thuộc|theo|về|vào)\b\s*", re.IGNORECASE)
BINDS = re.compile(r"\b(?:của|cho|đối với|ở|tại|với|trong|thuộc|theo|về|vào|và|chỉ|cả|toàn)\b", re.IGNORECASE)
HANGING = re.compile(r"(?:\s+(?:là|của|được|do|có|gồm|thì|bị|cho|ở|trong|về))+$", re.IGNORECASE)
KINDS = (
    r"văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|báo cáo|tờ trình|thông báo|đề án"
)
THAT = r"(?:này|đó|ấy|kia|nói trên|vừa nêu|ở trên|trên)"
# "từ đó", "trong đó" bind sentences; they point at nothing.
POINTS = re.compile(
    rf"\b(?:{KINDS}|nội dung|nhiệm vụ|mục tiêu|việc|điều) {THAT}\b|\bnó\b|\bở trên\b"
    r"|(?<!\w)(?!từ |do |sau |khi |trong |theo |trước |năm |lúc |nhờ |hiện |hôm |bao |nào |đến |tại |ở |và |là )"
    r"[^\W\d_]+ (?:đó|ấy)\b",
    re.IGNORECASE,
)
DOCUMENT = re.compile(rf"\b(?:{KINDS}) {THAT}\b|\bnó\b", re.IGNORECASE)
SOURCE = re.compile(
    rf"^\W*(?:(?:theo |ở |trong |căn cứ |căn cứ vào )?(?:{KINDS}) nào(?: (?:quy định|nói|ghi|nêu|hướng dẫn))?"
    r"|(?:quy định|nói|ghi|nêu|trích|lấy) (?:ở|tại|từ|trong) (?:đâu|văn bản nào|điều nào|trang nào|mục nào)"
    r"|(?:ở |tại )?(?:điều|khoản|trang|mục|phần|chương) nào|căn cứ vào đâu|nguồn (?:ở đâu|nào))"
    rf"(?: (?:vậy|thế|như vậy|như thế|điều {THAT}|việc {THAT}|nội dung {THAT}))?\W*$",
    re.IGNORECASE,
)
WHO = (
    r"(?:(?-i:[Aa]i)|cơ quan nào|đơn vị nào|tổ chức nào|sở nào|bộ nào|người nào|xã nào|cấp nào)"
    r"(?: (?:được )?(?:chủ trì|thực hiện|phụ trách|phối hợp|ban hành|ký|chịu trách nhiệm|quản lý|làm))?"
)
ASKS = re.compile(
    rf"\b(?:(?:do )?(?:những )?{WHO}|khi nào|bao giờ|(?:vào )?(?:ngày|tháng|năm|quý) nào"
    r"|(?:là |có |gồm |được )?(?:bao nhiêu|mấy)(?: [^\W\d_]+)?"
    r"|còn (?:được )?(?:hiệu lực|áp dụng|giá trị)(?: không| chưa)?"
    r"|(?:là )?bao lâu|(?:là )?gì|như thế nào|thế nào|ra sao|ở đâu|những gì"
    r"|(?:thời hạn|thời gian|hạn|tiến độ)(?: hoàn thành| thực hiện)?(?: của)?"
    r"|(?:mục tiêu|nhiệm vụ|giải pháp|kinh phí|chỉ tiêu|sản phẩm|nguyên tắc)(?: nào)?(?: của)?"
    r"|có những|gồm những|các|những|nào)\b|[?]",
    re.IGNORECASE,
)
TAIL = re.compile(
    rf"\s*\b(?:(?:là|hết|được|mất|phải|đạt|gồm|có|do|giao(?: cho)?|nói(?: về)?) )*(?:{WHO}|những gì|gì"
    r"|(?:bao nhiêu|mấy)(?: [^\W\d_]+){0,3}|khi nào|bao giờ|bao lâu|ở đâu|như thế nào|thế nào|ra sao|ngày nào)$",
    re.IGNORECASE,
)
