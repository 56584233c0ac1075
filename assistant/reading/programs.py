"""Programs outside Python that some files need: what is said when one is missing, and which failures a later
installation may mend."""

from __future__ import annotations

from assistant.errors import FileUnreadable
from assistant.wording import every_language, say

_SAID_BEFORE = (
    "Thiếu chương trình",
    "chưa đọc được. ",
    "chưa đọc đúng được",
    "Nhận dạng chữ đang tắt",
    "chưa đọc được chữ nào. Hãy dùng bản Word",
    "Hãy xem các trang này trong tệp gốc.",
)
"""Words of reasons stored by earlier releases; the last two were said of scans before there was recognition."""


def missing_program(program: str, use: str, package: str, elsewhere: str) -> FileUnreadable:
    """The error for a file that needs a program: `use` says what for ("đọc tệp .doc"), `package` is its Debian
    package, `elsewhere` where to get it on Windows and macOS."""
    return FileUnreadable(
        say("files.program.message", missing=say("files.program.missing"), program=program, use=use),
        say("files.program.install", program=program, package=package, elsewhere=elsewhere),
    )


def worth_another_try(reason: str | None) -> bool:
    """Whether a file that failed with this reason may be read now though it has not changed: a program was missing, or
    an earlier release could not read its format ("… chưa đọc được."), its letters (TCVN3, VNI) or its scanned pages, or
    recognition was off."""
    signs = (*_SAID_BEFORE, *every_language("files.program.missing"), *every_language("files.recognition.off"))
    signs += (*every_language("files.text.old_font"), *every_language("files.format.zip"))
    return reason is not None and any(sign in reason for sign in signs)
