"""How number, symbol, place and date are printed at the top of a paper: the forms, and what is left blank in them."""

from __future__ import annotations

import re

from assistant.parsing.letters import LOWER, UPPER
from assistant.vietnamese.document_numbers.numbers import KINDS

NUMBER_LINE = re.compile(
    r"(?<![^\W_])(?:(?:[Ll]uật|[Nn]ghị quyết|[Pp]háp lệnh|[Bb]ộ luật)\s+)?(?:SỐ|Số|số)\s?[:.]?\s*", re.M
)
# figures that a clerk wrote by hand, as recognition saw them: before the symbol of a kind anything may stand
_BY_HAND = rf"[^\n/]{{1,12}}?(?=/\s?(?:{'|'.join(KINDS)})[-–])"
BLANK = re.compile(
    rf"(?:[\s.…_]*|[^\s/]{{1,4}}\s?|{_BY_HAND})"
    r"(?:/\s*(?:[\s.…_]*/)?\s*(?P<year>(?:19|20)\d\d)?\s*/?\s*|[-–]\s*)"
    r"(?P<symbol>[A-ZĐ][\wĐ&.]*(?:\s?[-–/]\s?[A-ZĐ][\w&]*){0,4})"
)
LOOSE_SYMBOL = re.compile(rf"^[^\n/]{{0,30}}/\s?((?:{'|'.join(KINDS)})[-–][A-ZĐ]{{2,12}})$", re.M)
_FILLED = r"[\s\d.…/_]{0,60}?|[^\n]{1,10}?"
_PLACE = (
    r"(?:(?:[Tt]hành phố|TP\.?|[Tt]ỉnh|[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hị xã|[Tt]hị trấn|[Đđ]ặc khu)\s*)?"
    rf"{UPPER}{LOWER}+(?:[ -](?:{UPPER}|{LOWER}){LOWER}+){{0,4}}"
)
DATE = re.compile(
    rf"(?:(?P<place>{_PLACE})\s*[,;.]?\s*)?(?<![^\W_])[Nn]gày(?P<day>{_FILLED})tháng(?P<month>{_FILLED})năm\s*"
    r"(?P<year>\d{4}|[\d.…_ ]*)"
)
COPY_SYMBOL = re.compile(r"(?:SY|SL|TrS|TS)\b")
HEADED = re.compile(
    r"C[OỘ]NG\s+H[OÒ][AÀ]\s+X[AÃ]\s+H[OỘ]I|ĐẢNG CỘNG SẢN VIỆT NAM|(?:^|\n|\s)(?:[Ll]uật )?[Ss]ố\s?:\s*[\d./…\s]"
    r"|V/v\s",
    re.I,
)
