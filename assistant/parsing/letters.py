"""The Vietnamese alphabet as character classes: ranges of code points mix both cases, so the letters are spelt out."""

LOWER_LETTERS = "abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LOWER = f"[{LOWER_LETTERS}]"
UPPER = f"[{LOWER_LETTERS.upper()}]"
CAPITALISED = f"{UPPER}{LOWER}*"
"""A syllable with a capital first letter: "Nguyễn", "Ý"."""
