"""Numbers of a spreadsheet as a Vietnamese reader sees them: "1.234,5", "15%", "05", dates as dd/mm/yyyy.

ECMA-376 part 1, 18.8.30 and 18.8.31: a format has up to four sections (positive; negative; zero; text).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd-mmm-yy",
    16: "dd-mmm", 17: "mm/yyyy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?.,]+(?:\s*[0#?.,]+)*)|(.)', re.DOTALL
)


def shown(value: str, code: str, *, date1904: bool = False) -> str:
    """The number `value`, as the file stores it, in the format `code`. What is no number stays as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    if is_date(code):
        return _date(number, code, date1904)
    sections = _sections(code)
    chosen = sections[0]
    if number < 0 and len(sections) > 1:
        number, chosen = -number, sections[1]
    elif number == 0 and len(sections) > 2:
        chosen = sections[2]
    bare = _LITERAL.sub("", chosen).lower()
    if not code.strip() or "general" in bare or "@" in bare or re.search(r"e[+-]|/", bare):
        return general(number)
    if not re.search(r"[0#?]", bare):
        return "".join(m[1] or m[2] or m[3] or m[5] or "" for m in _PIECE.finditer(chosen)).strip()
    return _formatted(number, chosen)


def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    bare = re.sub(r"\[(?:h+|m+|s+)\]", "h", code, flags=re.IGNORECASE)
    first = _LITERAL.sub("", bare).split(";")[0].lower()
    return "general" not in first and bool(re.search(r"[ymdhs]", first)) and not re.search(r"[0#?]", first)


def _sections(code: str) -> list[str]:
    return re.findall(r'((?:"[^"]*"|\\.|[^;"])*)(?:;|$)', code) or [code]


def general(number: Decimal) -> str:
    """A number without a format: at most ten decimals, no zeros at the end, a decimal comma."""
    text = f"{number.quantize(Decimal(1).scaleb(-10), ROUND_HALF_UP):f}" if number.adjusted() < 15 else f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text.replace(".", ",")


def _formatted(number: Decimal, section: str) -> str:
    pattern = "".join(m[4] for m in _PIECE.finditer(section) if m[4]).replace(" ", "")
    percent = "%" in _LITERAL.sub("", section)
    whole, _, decimals = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    number = number * 100 if percent else number
    number = number.scaleb(-3 * scale) if scale else number
    places = sum(1 for c in decimals if c in "0#?")
    kept = sum(1 for c in decimals if c == "0")
    digits = f"{abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    left, _, right = digits.partition(".")
    right = right[:kept] + right[kept:].rstrip("0")
    left = left.zfill(sum(1 for c in whole if c == "0")) if left != "0" or "0" in whole else ""
    if "," in whole.rstrip(","):
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", left)
    figure = ("-" if number < 0 and re.search(r"[1-9]", digits) else "") + left + ("," + right if right else "")
    out, placed = "", False
    for m in _PIECE.finditer(section):
        if m[4]:
            out += "" if placed else figure
            placed = True
        else:
            out += m[1] or m[2] or m[3] or m[5] or ""
    return out.strip()


def _date(number: Decimal, code: str, date1904: bool) -> str:
    days = float(number)
    if not 0 <= days < 2_958_466:  # 31/12/9999
        return general(number)
    letters = _LITERAL.sub("", re.sub(r"\[(h+|m+|s+)\]", r"\1", code, flags=re.IGNORECASE)).lower().split(";")[0]
    clock = "h" in letters or "s" in letters
    if clock and re.search(r"\[h", code, re.IGNORECASE):
        minutes = round(days * 1440)
        return f"{minutes // 60}:{minutes % 60:02d}"
    # Serial 60 is a 29/02/1900 that never was: earlier days count from 31/12/1899.
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)
    moment = start + timedelta(seconds=round(days * 86_400))
    time = moment.strftime("%H:%M")
    if not re.search(r"[yd]", letters) and clock:
        return time
    day = "%d/%m/%Y" if "d" in letters and "y" in letters else "%d/%m" if "d" in letters else "%m/%Y"
    day = "%Y" if not re.search(r"[md]", letters) else day
    return moment.strftime(day) + (f" {time}" if clock else "")
