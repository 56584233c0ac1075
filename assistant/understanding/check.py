"""What can be asked at all, and what kind of thing a question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.errors import QuestionError
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.words.syllables import is_vietnamese_syllable
from assistant.wording import grouped, say

# First match wins. Patterns are accent-less: the type must not depend on how the question was typed.
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
    plain = strip_accents(text)
    return next((kind for kind, pattern in _TYPES.items() if pattern.search(plain)), None)


def asks_for_another(text: str) -> bool:
    """Whether a number in the question is the relation asked about, not the document to look into.

    "Văn bản nào thay thế Nghị quyết 71?" is answered by another document than Nghị quyết 71.
    """
    return question_type(text) == "document" and bool(
        re.search(r"thay the|sua doi|bai bo|thuc hien|huong dan|cu the hoa|trien khai|can cu", strip_accents(text))
    )


def check_question(question: str, longest: int) -> None:
    """Raises `QuestionError` when nothing can be searched by `question`; `longest` in characters."""
    if not question.strip():
        raise QuestionError(say("questions.empty.found"), say("questions.empty.type_one"))
    if not any(c.isalnum() for c in question):
        raise QuestionError(say("questions.no_words.found"), say("questions.no_words.use_words"))
    if len(question) > longest:
        shown, most = grouped(len(question)), grouped(longest)
        raise QuestionError(
            say("questions.too_long.found", length=shown, most=most),
            say("questions.too_long.shorten"),
        )


def accented_share(text: str) -> float:
    """Share (0 to 1) of the Vietnamese syllables of `text` that carry a mark or đ; about 0.75 in prose.

    Abbreviations and foreign names have no accents to lose and do not count.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", nfc(text)) if len(word) > 1]
    native = [word for word in words if is_vietnamese_syllable(word)]
    return sum(strip_accents(word) != fold(word) for word in native) / len(native) if native else 0.0
