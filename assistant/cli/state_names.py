"""What the state of a file is called. By itself, so that asking a question does not load the readers of files."""

from __future__ import annotations

STATE_WORDS = {
    "ready": "sẵn sàng",
    "unpacked": "đã mở",
    "partial": "đọc được một phần",
    "duplicate": "trùng tệp đã có",
    "unreadable": "chưa đọc được",
    "refused": "từ chối",
    "superseded": "đã có bản mới",
    "removed": "đã gỡ",
}
