"""Numbers of a spreadsheet as a Vietnamese reader sees them: "1.234,5", "15%", "05", dates as dd/mm/yyyy.

ECMA-376 part 1, 18.8.30 and 18.8.31: a format has up to four sections (positive; negative; zero; text).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "dd-mmm-yy", 16: "dd-mmm", 17: "mm/yyyy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "##0.0E+0", 49: "@",
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
    number, chosen = _chosen(number, _sections(code))
    bare = _LITERAL.sub("", chosen).lower()
    if not code.strip() or "general" in bare or "@" in bare:
        return general(number)
    if re.search(r"e[+-]", bare):
        return _scientific(number, bare)
    if found := _FRACTION.search(bare):
        return _fraction(number, found, bare)
    if not re.search(r"[0#?]", bare):
        return "".join(m[1] or m[2] or m[3] or m[5] or "" for m in _PIECE.finditer(chosen)).strip()
    grouped = _PARTED.search(_LITERAL.sub("", _BLANKS.sub(lambda m: m[1] or "", chosen)))
    return _spread(number, chosen) if grouped else _formatted(number, chosen)


_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_FRACTION = re.compile(r"([?#0]+)\s*/\s*([?#]+|\d+)")
_PARTED = re.compile(r"^[^.,%]*[0#][ -]+[0#][^.,%]*$")
"""Digits in groups, as of telephones and cards ("0000 000 000")."""
_BLANKS = re.compile(r'"([ -]+)"|\\(?=[ -])')


def _chosen(number: Decimal, sections: list[str]) -> tuple[Decimal, str]:
    """The section a number is printed by, and the number without the sign that the section prints itself."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, found in zip(sections, conditions, strict=True):
            if found is None or _holds(number, found[1], Decimal(found[2])):
                return number, section
        return number, sections[-1]
    if number < 0 and len(sections) > 1:
        return -number, sections[1]
    return number, sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound, "<=": number <= bound, ">": number > bound, ">=": number >= bound, "=": number == bound,
        "<>": number != bound,
    }[sign]  # fmt: skip


def _scientific(number: Decimal, bare: str) -> str:
    mantissa, _, exponent = bare.partition("e")
    places = len(re.sub(r"[^0#?]", "", mantissa.partition(".")[2]))
    figure, _, power = f"{number:.{places}E}".partition("E")
    value = int(power)
    sign = "-" if value < 0 else "+" if exponent.startswith("+") else ""
    return f"{figure.replace('.', ',')}E{sign}{abs(value):0{max(exponent.count('0'), 1)}d}"


def _fraction(number: Decimal, found: re.Match[str], bare: str) -> str:
    """ "# ?/?": a whole number and a fraction; the denominator has as many digits as its place, or is given."""
    whole = re.search(r"[0#?]", bare[: found.start()]) is not None
    most = int(found[2]) if found[2].isdecimal() else 10 ** min(len(found[2]), 4) - 1
    size = abs(number)
    units = int(size) if whole else 0
    if found[2].isdecimal():
        top, bottom = round((size - units) * most), most
    else:
        part = Fraction(size - units).limit_denominator(most)
        top, bottom = part.numerator, part.denominator
    units, top = (units + 1, 0) if whole and bottom and top == bottom else (units, top)
    shown_units = str(units) if whole and (units or not top) else ""
    shown_part = f"{top}/{bottom}" if top or not whole else ""
    return ("-" if number < 0 else "") + " ".join(part for part in (shown_units, shown_part) if part)


def _spread(number: Decimal, section: str) -> str:
    """Digits put into their groups from the right."""
    digits = list(f"{abs(number).quantize(Decimal(1), ROUND_HALF_UP):f}")
    out: list[str] = []
    places = "".join(m[4] or m[1] or m[2] or m[3] or m[5] or "" for m in _PIECE.finditer(section))
    left = sum(c in "0#?" for c in places)
    for sign in reversed(places):
        if sign in "0#?":
            left -= 1
            out += [digits.pop()] if digits else ["0"] if sign == "0" else []
            out += reversed(digits) if not left else []
        elif digits or left or sign not in " -":
            out.append(sign)
    return ("-" if number < 0 else "") + "".join(reversed(out)).strip()


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


_DATE_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[(h+|m+|s+)\]|\[[^\]]*\]|(am/pm|a/p)|(y+|m+|d+|h+|s+(?:[.,]0+)?)|(.)',
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"mmm|ddd", re.IGNORECASE)
"""Names of months and days depend on the language of the machine: such a day is written in figures."""


def _date(number: Decimal, code: str, date1904: bool) -> str:
    days = float(number)
    if not 0 <= days < 2_958_466:  # 31/12/9999
        return general(number)
    # Serial 60 is a 29/02/1900 that never was: earlier days count from 31/12/1899.
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)
    moment = start + timedelta(seconds=round(days * 86_400))
    section = _sections(code)[0]
    if _NAMED.search(_LITERAL.sub("", section)) or not _DAY_FIRST.fullmatch(_order(section)):
        return _in_figures(moment, _LITERAL.sub("", section).lower())
    return _by_pieces(moment, days, section).strip()


_DAY_FIRST = re.compile(r"[hns]*d?m?y?[hns]*")


def _order(section: str) -> str:
    """The parts of a date in the order they are printed, each as a letter; minutes are not told from months."""
    letters = re.sub(r"\[(h+|m+|s+)\]", r"\1", section, flags=re.IGNORECASE)
    letters = re.sub(r"[^ymdhs]", "", re.sub(r"am/pm|a/p", "", _LITERAL.sub("", letters).lower()))
    return re.sub(r"(.)\1*", r"\1", re.sub(r"h+m+|m+s+", lambda m: "h" if "h" in m[0] else "s", letters))


def _in_figures(moment: datetime, letters: str) -> str:
    """A day whose format names the month or the weekday, as Vietnamese papers write it."""
    day = (
        "%d/%m/%Y"
        if re.search(r"(?<!d)dd?(?!d)", letters) and "y" in letters
        else "%d/%m"
        if "d" in letters
        else "%m/%Y"
    )
    return moment.strftime(day) + (moment.strftime(" %H:%M") if "h" in letters else "")


def _by_pieces(moment: datetime, days: float, section: str) -> str:
    pieces = list(_DATE_PIECE.finditer(section))
    units = [(m[5] or m[3] or "").lower()[:1] for m in pieces]
    half = any(m[4] for m in pieces)
    out = ""
    for place, m in enumerate(pieces):
        unit, width = units[place], len(m[5] or m[3] or "")
        if m[3]:
            total = round(days * 86_400) // {"h": 3_600, "m": 60, "s": 1}[unit]
            out += f"{total:0{width}d}"
        elif m[4]:
            out += "SA" if moment.hour < 12 else "CH"
        elif m[5]:
            before = next((u for u in reversed(units[:place]) if u), "")
            after = next((u for u in units[place + 1 :] if u), "")
            minutes = unit == "m" and (before == "h" or after == "s")
            out += _unit(moment, "n" if minutes else unit, width, half)
        else:
            out += m[1] or m[2] or m[6] or ""
    return out


def _unit(moment: datetime, unit: str, width: int, half: bool) -> str:
    """One part of a date or time; `half`: hours run to twelve."""
    if unit == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    value = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[unit]
    return f"{value:02d}" if width > 1 else str(value)
