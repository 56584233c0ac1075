"""What can be asked at all."""

from __future__ import annotations

from assistant.errors import QuestionError


def check_question(question: str, longest: int) -> None:
    """Raises `QuestionError` when nothing can be searched by `question`; `longest` in characters."""
    if not question.strip():
        raise QuestionError(
            "Câu hỏi đang để trống.", "Hãy nhập câu hỏi, ví dụ: “Kế hoạch 1090/KH-UBND nói về việc gì?”."
        )
    if not any(c.isalnum() for c in question):
        raise QuestionError("Câu hỏi không có chữ hay số nào để tra cứu.", "Hãy nhập câu hỏi bằng lời.")
    if len(question) > longest:
        shown, most = (f"{n:,}".replace(",", ".") for n in (len(question), longest))
        raise QuestionError(
            f"Câu hỏi dài {shown} ký tự, vượt mức {most} ký tự.",
            "Hãy rút gọn câu hỏi, hoặc nạp phần văn bản dài vào kho rồi hỏi về nó.",
        )
