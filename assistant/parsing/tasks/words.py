"""The words by which prose assigns something: verbs after an agency, labels, headings, closing formulas."""

from __future__ import annotations

import re

from assistant.vietnamese.names.agencies import AGENCY_BEGINS

MARKER = re.compile(r"(?:[IVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)]|[-–+•*])\s+")
VERBS = (
    r"(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|chủ động|căn cứ|tham mưu|tổng hợp|tổ chức|xây dựng|triển khai"
    r"|thực hiện|hướng dẫn|theo dõi|đôn đốc|kiểm tra|rà soát|ban hành|báo cáo|gửi|bố trí|hỗ trợ|xác thực|lấy ý kiến|ký"
    r"|phấn đấu|đăng ký|niêm yết|vận động|tuyên truyền|đẩy mạnh|tăng cường|chỉ đạo|nghiên cứu|đề xuất|cân đối|thẩm định"
    r"|trình|cung cấp|quản lý|bảo đảm|đảm bảo|tiếp tục|khẩn trương|kịp thời|thành lập|hoàn thành|hoàn thiện|công bố"
    r"|công khai|lập|đầu tư|vận hành|phân công|tiếp nhận|xử lý|lồng ghép|phê duyệt|đánh giá|giám sát|chuẩn bị|nâng cấp"
    r"|kết nối|cập nhật|xem xét|quyết định|là (?:cơ quan|đơn vị)|làm|quy định|quán triệt|phổ biến|nâng cao|đưa|mở|giao"
    r"|giải quyết|phân bổ|thông báo|trả lại|phản ánh|thường xuyên|định kỳ|nghiêm túc|nâng|áp dụng|cử|sử dụng"
    r"|khai thác|đào tạo|phát huy|tiến hành|nêu cao|tập trung|quan tâm|chú trọng|chấp hành|tuân thủ|duy trì|trả lời"
    r"|nộp)"
)
WHO = rf"(?P<who>{AGENCY_BEGINS}[^.;:|\n]{{0,220}}?)"
ASSIGNED = re.compile(rf"(?:(?P<ask>Giao|Đề nghị|Yêu cầu)\s+(?:cho\s+)?)?{WHO}\s*,?\s+(?<!các )(?P<verb>{VERBS})(?!\w)")
COLON = re.compile(rf"(?:(?:Giao|Đề nghị|Yêu cầu)\s+)?{WHO}\s*:\s+(?=\w)")
ONLY_WHO = re.compile(
    rf"{WHO}\s+(?:chủ trì|là (?:cơ quan|đơn vị) chủ trì)(?:,\s*(?P<with>[^.;]+?)\s+phối hợp)?"
    r"(?:,\s*(?:phối hợp với\s+(?P<with2>[^.;]+?))?(?:,?\s*(?:hoàn thành|xong|trình|thực hiện)[^.;]*)?)?\s*[.;]?$"
)
PARTNERS = re.compile(
    rf"[Pp]hối hợp(?: chặt chẽ)?(?: cùng)?(?: với)?\s+(?P<who>(?:{AGENCY_BEGINS}|cơ quan|đơn vị|[Bb]ộ,? ngành)"
    rf"[^.;:|\n]{{0,220}}?)(?=\s+(?<!các ){VERBS}(?!\w)|\s+(?:trong|để|nhằm)\s|,\s*(?:{VERBS}|hoàn)|[.;:]|$)"
)
STRONG = re.compile(r"chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|là (?:cơ quan|đơn vị)", re.IGNORECASE)
SPEAKS = re.compile(r"ban hành|yêu cầu|chỉ thị|đề nghị|thông báo|kết luận|kính|quyết định|giao")
"""Verbs of the issuer speaking of its own paper, which give nobody anything to do."""
LABEL = re.compile(
    r"(?:[-–+*•]\s*)?(?:(?P<lead>(?:Cơ quan|Đơn vị)(?: chủ trì| thực hiện)|Chủ trì)"
    r"|(?P<partners>(?:(?:Cơ quan|Đơn vị) )?[Pp]hối hợp)"
    r"|(?P<deadline>Thời gian(?: (?:thực hiện|hoàn thành))?|Thời hạn(?: hoàn thành)?|Tiến độ|Hoàn thành)"
    r"|(?P<product>Sản phẩm|Kết quả(?: đầu ra)?))\s*(?:thực hiện)?\s*:"
    r"\s*(?P<value>[^\n]+?)\s*(?:[.;,]?\s*$|\.\s+(?=[A-ZĐ])"
    r"|[;.,]\s*(?=(?:Cơ quan|Đơn vị|Chủ trì|[Pp]hối hợp|Thời|Tiến độ|Hoàn thành|Sản phẩm|Kết quả)[^;:]{0,30}:))"
)
HEADING = re.compile(
    r"(?:(?:Giao|Đề nghị|Trách nhiệm(?: của)?|Nhiệm vụ(?: của)?)\s+)?"
    rf"(?P<who>{AGENCY_BEGINS}[^.:|\n]{{0,300}}?)(?:\s+có trách nhiệm)?\s*[:;]?$"
)
DOING = re.compile(r"tổ chức thực hiện|trách nhiệm|phân công|nhiệm vụ")
NO_NAME = re.compile(
    r"\d{3}|\b(?:này|không|được|gồm|do|để|theo|từ|khi|tại|nhằm|phải|cần|đã|đang|sẽ|nếu|như|có(?! liên quan))\b"
)
ANYBODY = re.compile(
    r"(?:[Cc]ác )?(?:cơ quan|đơn vị|tổ chức)(?:, (?:cơ quan|đơn vị|địa phương|tổ chức))*(?: (?:có )?liên quan)?$"
)
"""A heading that announces agencies and is none."""
ENACTS = re.compile(r"chịu trách nhiệm (?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch) này")
EMPTY = re.compile(
    r"(?:chịu trách nhiệm |có trách nhiệm )?(?:(?:nghiêm túc|khẩn trương|kịp thời|tổ chức|triển khai|phối hợp)[, ]*)*"
    r"(?:thi hành|thực hiện)(?: (?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Công văn)(?: này)?)?[ ./;]*$"
)
"""The closing formula of every paper, which says no task."""
NO_ITEM = re.compile(
    r"Trên đây|Trong quá trình|(?:Chỉ thị|Kế hoạch|Quyết định|Công văn|Nghị quyết) này|Nơi nhận|Yêu cầu các"
)
END = "./."
FEW = 3
"""Words: less says no task by itself."""
LONGEST = 90
"""Characters of one agency's name; the longest real ones have some 70."""
