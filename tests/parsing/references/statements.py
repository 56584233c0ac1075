"""Sentences by which one paper acts on others, of our own making, each with all that must be read out of it.

The kinds are those of real papers: lists in one line and over many, parts and parts excepted, days, chains, tables.
What is not named in `acts` must be a mention.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from assistant.types import Relation


@dataclass(frozen=True, slots=True)
class Act:
    """One relation: `part` and `excepted` as they stand in the text, `effective` ISO, `by` the number of who did it."""

    target: str
    relation: Relation
    part: str | None = None
    effective: str | None = None
    excepted: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    name: str
    lines: tuple[str, ...]
    acts: tuple[Act, ...]
    kind: str = "QUYẾT ĐỊNH"
    title: str = "Về thử nghiệm"


def _s(name: str, lines: str, *acts: Act, kind: str = "QUYẾT ĐỊNH", title: str = "Về thử nghiệm") -> Statement:
    return Statement(name, tuple(line.strip() for line in lines.strip().split("\n")), acts, kind, title)


def _ends(*numbers: str, relation: Relation = "bai_bo", effective: str | None = None) -> tuple[Act, ...]:
    return tuple(Act(number, relation, effective=effective) for number in numbers)


STATEMENTS: tuple[Statement, ...] = (
    # Lists in one line
    _s(
        "three decisions parted by semicolons, each with its title",
        "Điều 2. Quyết định này thay thế Quyết định số 12/2015/QĐ-UBND ngày 04 tháng 5 năm 2015 của Ủy ban nhân dân"
        " tỉnh Mẫu về việc ban hành Quy chế phối hợp; Quyết định số 31/2017/QĐ-UBND ngày 09/8/2017 của Ủy ban nhân dân"
        " tỉnh Mẫu về mức chi; Quyết định số 8/2020/QĐ-UBND ngày 02/3/2020 sửa đổi Quyết định số 31/2017/QĐ-UBND.",
        *_ends("12/2015/QĐ-UBND", "31/2017/QĐ-UBND", "08/2020/QĐ-UBND", relation="thay_the"),
    ),
    _s(
        "eleven in one sentence",
        "Điều 3. Bãi bỏ Nghị định số 11/2001/NĐ-CP ngày 05/4/2001 về lệ phí bến bãi; Nghị định số 12/2002/NĐ-CP về phí"
        " đò; Nghị định số 13/2003/NĐ-CP; Nghị định số 14/2004/NĐ-CP; Nghị định số 15/2005/NĐ-CP quy định chi tiết"
        " Luật Bến bãi; Nghị định số 16/2006/NĐ-CP; Nghị định số 17/2007/NĐ-CP; Nghị định số 18/2008/NĐ-CP sửa đổi, bổ"
        " sung một số điều của Nghị định số 13/2003/NĐ-CP; Nghị định số 19/2009/NĐ-CP; Nghị định số 20/2010/NĐ-CP và"
        " Nghị định số 21/2011/NĐ-CP.",
        *_ends(*(f"{n}/{1990 + n}/NĐ-CP" for n in range(11, 22))),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "the kind once, the numbers after a colon",
        "Điều 4. Quyết định này thay thế các Quyết định: số 101/2011/QĐ-UBND ngày 07/7/2011 về giá nước; số"
        " 102/2012/QĐ-UBND ngày 08/8/2012 về giá cát; số 103/2013/QĐ-UBND ngày 09/9/2013.",
        *_ends("101/2011/QĐ-UBND", "102/2012/QĐ-UBND", "103/2013/QĐ-UBND", relation="thay_the"),
    ),
    _s(
        "two numbers joined by and, without a year in the number",
        "Điều 2. Quyết định này thay thế các quyết định số 210/QĐ-UBND ngày 21/7/2021 và 45/QĐ-UBND ngày 30/3/2022.",
        *_ends("210/QĐ-UBND", "45/QĐ-UBND", relation="thay_the"),
    ),
    _s(
        "a comma parts two decrees of one issuer",
        "Điều 2. Nghị định này thay thế Nghị định số 35/2011/NĐ-CP ngày 09/9/2011, Nghị định số 23/2013/NĐ-CP ngày"
        " 15/11/2013 của Chính phủ về sửa đổi, bổ sung một số điều của các Nghị định quy định về bến thủy.",
        *_ends("35/2011/NĐ-CP", "23/2013/NĐ-CP", relation="thay_the"),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "and what amended it, named again with the decree it guides",
        "Điều 9. Thông tư số 32/2017/TT-BMM ngày 28/12/2017 hướng dẫn Luật Bến bãi và Nghị định số 113/2017/NĐ-CP ngày"
        " 09/10/2017 của Chính phủ quy định chi tiết Luật Bến bãi và Thông tư số 17/2022/TT-BMM ngày 27/10/2022 sửa đổi"
        " Thông tư số 32/2017/TT-BMM hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        *_ends("32/2017/TT-BMM", "17/2022/TT-BMM"),
        kind="THÔNG TƯ",
    ),
    _s(
        "a circular that guides two decrees takes neither with it",
        "Điều 5. Bãi bỏ Thông tư số 28/2020/TT-BMM ngày 16/11/2020 hướng dẫn Nghị định số 68/2017/NĐ-CP ngày 25/5/2017"
        " về cụm bến và Nghị định số 66/2020/NĐ-CP ngày 11/6/2020 của Chính phủ.",
        *_ends("28/2020/TT-BMM"),
        kind="THÔNG TƯ",
    ),
    _s(
        "an act of its own after and",
        "Điều 2. Quyết định này thay thế Quyết định số 05/2019/QĐ-UBND và bãi bỏ Quyết định số 06/2019/QĐ-UBND.",
        Act("05/2019/QĐ-UBND", "thay_the"),
        Act("06/2019/QĐ-UBND", "bai_bo"),
    ),
    _s(
        "takes effect and replaces",
        "Điều 6. Quyết định này có hiệu lực kể từ ngày 15 tháng 3 năm 2026 và thay thế cho Quyết định số 63/1998/QĐ-UB"
        " ngày 13/5/1998, Quyết định số 89/1999/QĐ-UB ngày 16/7/1999 của Ủy ban nhân dân tỉnh.",
        *_ends("63/1998/QĐ-UB", "89/1999/QĐ-UB", relation="thay_the"),
    ),
    _s(
        "takes effect; repeals",
        "Điều 7. Quyết định này có hiệu lực từ ngày 01/10/2026; bãi bỏ Quyết định số 28/2020/QĐ-UBND ngày 16/11/2020"
        " của Ủy ban nhân dân tỉnh quy định một số nội dung của Nghị định số 68/2017/NĐ-CP.",
        *_ends("28/2020/QĐ-UBND"),
    ),
    _s(
        "a semicolon inside a title starts no item",
        "Điều 4. Nghị định này thay thế Nghị định số 107/2002/NĐ-CP ngày 23/12/2002 quy định phạm vi bến; quan hệ phối"
        " hợp trong phòng, chống lấn bến theo Nghị định số 44/2001/NĐ-CP.",
        *_ends("107/2002/NĐ-CP", relation="thay_the"),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "the law, what amended it, and a resolution beside them",
        "Điều 90. Luật Bến bãi số 56/2005/QH11 đã được sửa đổi, bổ sung theo Luật số 34/2009/QH12 và Luật số"
        " 38/2009/QH12, Nghị quyết số 19/2008/QH12 của Quốc hội về thí điểm bến mở hết hiệu lực kể từ ngày Luật này có"
        " hiệu lực.",
        *_ends("56/2005/QH11", "19/2008/QH12"),
        kind="LUẬT",
    ),
    _s(
        "the law and an article of one that amended it",
        "Điều 91. Luật Quy hoạch bến số 30/2009/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 77/2015/QH13,"
        " Luật số 35/2018/QH14 và Điều 29 của Luật số 36/2018/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực thi"
        " hành.",
        Act("30/2009/QH12", "bai_bo"),
        Act("36/2018/QH14", "sua_doi", "Điều 29"),
        kind="LUẬT",
    ),
    _s(
        "a law that amends, with its own number",
        "Điều 92. Luật bến bãi số 60/2005/QH11 và Luật sửa đổi, bổ sung Điều 17 của Luật bến bãi số 37/2013/QH13 hết"
        " hiệu lực thi hành kể từ ngày Luật này có hiệu lực.",
        *_ends("60/2005/QH11", "37/2013/QH13"),
        kind="LUẬT",
    ),
    _s(
        "laws by name and year, one of which amends",
        "Điều 93. Luật này thay thế Luật bến bãi năm 1993; Luật sửa đổi, bổ sung một số điều của Luật bến bãi năm"
        " 1998.",
        Act("Luật bến bãi 1993", "thay_the"),
        Act("Luật sửa đổi, bổ sung một số điều của Luật bến bãi 1998", "thay_the"),
        kind="LUẬT",
    ),
    # Lists over many lines
    _s(
        "a list of what is repealed",
        """Điều 2. Bãi bỏ các văn bản sau đây:
        1. Quyết định số 12/2015/QĐ-UBND ngày 04 tháng 5 năm 2015 của Ủy ban nhân dân tỉnh Mẫu về việc thu phí;
        2. Quyết định số 13/2015/QĐ-UBND sửa đổi Quyết định số 12/2015/QĐ-UBND;
        3. Chỉ thị số 04/2016/CT-UBND ngày 01/02/2016.
        Điều 3. Quyết định số 14/2016/QĐ-UBND tiếp tục được áp dụng.""",
        *_ends("12/2015/QĐ-UBND", "13/2015/QĐ-UBND", "04/2016/CT-UBND"),
    ),
    _s(
        "the lead-in says from when, and what it excepts",
        """Điều 8. Hiệu lực
        1. Các quyết định sau hết hiệu lực kể từ ngày 01 tháng 9 năm 2026, trừ trường hợp thực hiện theo quy định tại\
 khoản 3 Điều 7 của Quyết định này:
        a) Quyết định số 22/2012/QĐ-UBND ngày 26/3/2012 về đấu giá bến;
        b) Quyết định số 58/2016/QĐ-UBND.""",
        Act(
            "22/2012/QĐ-UBND",
            "bai_bo",
            effective="2026-09-01",
            excepted="trừ trường hợp thực hiện theo quy định tại khoản 3 Điều 7 của Quyết định này",
        ),
        Act(
            "58/2016/QĐ-UBND",
            "bai_bo",
            effective="2026-09-01",
            excepted="trừ trường hợp thực hiện theo quy định tại khoản 3 Điều 7 của Quyết định này",
        ),
    ),
    _s(
        "the verb stands before the list and after carrying out",
        """Điều 8. Hiệu lực
        2. Kể từ ngày Quyết định này có hiệu lực thi hành, chấm dứt hiệu lực thi hành các Quyết định sau đây:
        a) Quyết định số 51/2015/QĐ-UBND;
        b) Điều 1 Quyết định số 19/2023/QĐ-UBND sửa đổi và bãi bỏ một số quyết định.""",
        Act("51/2015/QĐ-UBND", "bai_bo"),
        Act("19/2023/QĐ-UBND", "sua_doi", "Điều 1"),
    ),
    _s(
        "dashes, and two papers in one item",
        """Điều 5. Quyết định này thay thế:
        - Quyết định số 23/2012/QĐ-UBND về vận tải khách; Quyết định số 29/2020/QĐ-UBND sửa đổi Quyết định số\
 23/2012/QĐ-UBND; Quyết định số 26/2021/QĐ-UBND.
        - Quyết định số 88/2014/QĐ-UBND hướng dẫn thực hiện một số nội dung của Hiệp định bến.""",
        *_ends("23/2012/QĐ-UBND", "29/2020/QĐ-UBND", "26/2021/QĐ-UBND", "88/2014/QĐ-UBND", relation="thay_the"),
    ),
    _s(
        "lines without any marker",
        """Điều 3. Bãi bỏ các Quyết định sau:
        Quyết định số 41/2010/QĐ-UBND ngày 02/02/2010 về giá đò;
        Quyết định số 42/2011/QĐ-UBND ngày 03/3/2011 về giá phà.
        Điều 4. Chánh Văn phòng thực hiện Quyết định số 43/2012/QĐ-UBND.""",
        *_ends("41/2010/QĐ-UBND", "42/2011/QĐ-UBND"),
    ),
    _s(
        "lists inside a list",
        """Điều 3. Các văn bản sau đây hết hiệu lực:
        1. Các Quyết định:
        a) Quyết định số 61/2010/QĐ-UBND;
        b) Quyết định số 62/2011/QĐ-UBND.
        2. Các Chỉ thị:
        a) Chỉ thị số 5/2009/CT-UBND;
        Điều 4. Trách nhiệm
        1. Sở Tài chính thực hiện Quyết định số 63/2012/QĐ-UBND.""",
        *_ends("61/2010/QĐ-UBND", "62/2011/QĐ-UBND", "05/2009/CT-UBND"),
    ),
    _s(
        "an article's heading governs its clauses",
        """Điều 6. Bãi bỏ một số Quyết định của Ủy ban nhân dân tỉnh
        1. Quyết định số 71/2013/QĐ-UBND ngày 05/5/2013.
        2. Quyết định số 72/2014/QĐ-UBND ngày 06/6/2014.""",
        *_ends("71/2013/QĐ-UBND", "72/2014/QĐ-UBND"),
    ),
    _s(
        "the items say the act themselves",
        """Điều 6. Sửa đổi, bãi bỏ một số quy định
        1. Bãi bỏ Quyết định số 75/2013/QĐ-UBND.
        2. Bãi bỏ khoản 3 Điều 8 của Quyết định số 76/2014/QĐ-UBND.
        3. Các cơ quan thực hiện Quyết định số 77/2014/QĐ-UBND.""",
        Act("75/2013/QĐ-UBND", "bai_bo"),
        Act("76/2014/QĐ-UBND", "sua_doi", "khoản 3 Điều 8"),
    ),
    _s(
        "a mark that recognition misread",
        """Điều 6. Bãi bỏ các quy định sau:
        a) Điều 30 Quyết định số 67/2020/QĐ-UBND;
        ©) Khoản 1 Điều 4, Điều 10, Phụ lục II ban hành kèm theo Quyết định số 68/2021/QĐ-UBND.""",
        Act("67/2020/QĐ-UBND", "sua_doi", "Điều 30"),
        Act("68/2021/QĐ-UBND", "sua_doi", "Khoản 1 Điều 4, Điều 10, Phụ lục II"),
    ),
    _s(
        "a line that a copy broke",
        """Điều 3. Hiệu lực
        2. Quyết định
        số 110/2004/QĐ-UB ngày 08 tháng 4 năm 2004 về văn thư và Quyết định số 09/2010/QĐ-UBND sửa đổi Quyết định số
        110/2004/QĐ-UB hết hiệu lực từ ngày Quyết định này có hiệu lực.""",
        *_ends("110/2004/QĐ-UB", "09/2010/QĐ-UBND"),
    ),
    _s(
        "forms replaced by others of a third paper",
        """Điều 4. Sửa đổi biểu mẫu
        b) Thay thế các mẫu như sau:
        - Mẫu số 01 Phụ lục I ban hành kèm theo Quyết định số 71/2024/QĐ-UBND bằng Mẫu số 29 Phụ lục II ban hành kèm\
 theo Quyết định số 151/2025/QĐ-UBND;
        - Mẫu số 02 Phụ lục I ban hành kèm theo Quyết định số 72/2024/QĐ-UBND bằng Mẫu số 30 ban hành kèm theo Quyết\
 định này.""",
        Act("71/2024/QĐ-UBND", "sua_doi", "Mẫu số 01 Phụ lục I"),
        Act("72/2024/QĐ-UBND", "sua_doi", "Mẫu số 02 Phụ lục I"),
    ),
    # Parts
    _s(
        "a clause of an article",
        "Điều 3. Bãi bỏ khoản 2 Điều 5 Quyết định số 33/2021/QĐ-UBND ngày 03 tháng 4 năm 2021.",
        Act("33/2021/QĐ-UBND", "sua_doi", "khoản 2 Điều 5"),
    ),
    _s(
        "a phrase at a clause",
        "Điều 3. Bãi bỏ cụm từ “cấp huyện,” tại điểm e khoản 2 Điều 5 của Quyết định số 33/2021/QĐ-UBND.",
        Act("33/2021/QĐ-UBND", "sua_doi", "cụm từ “cấp huyện,” tại điểm e khoản 2 Điều 5"),
    ),
    _s(
        "a phrase put for another",
        "Điều 3. Thay thế cụm từ “Sở Bến bãi” bằng cụm từ “Sở Xây dựng” tại Điều 4, Điều 9 Quyết định số"
        " 34/2021/QĐ-UBND.",
        Act("34/2021/QĐ-UBND", "sua_doi", "cụm từ “Sở Bến bãi” bằng cụm từ “Sở Xây dựng” tại Điều 4, Điều 9"),
    ),
    _s(
        "a phrase used for another",
        "d) Sử dụng cụm từ “cấp xã” để thay thế cho cụm từ “cấp huyện” tại khoản 3 Điều 64 Quyết định số"
        " 35/2021/QĐ-UBND;",
        Act("35/2021/QĐ-UBND", "sua_doi", "cụm từ “cấp huyện” tại khoản 3 Điều 64"),
    ),
    _s(
        "some articles",
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 98/2025/NĐ-CP ngày 01/5/2025 như sau:",
        Act("98/2025/NĐ-CP", "sua_doi", "một số điều"),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "some provisions, three verbs",
        "Điều 6. Sửa đổi, bổ sung, bãi bỏ một số quy định của Thông tư số 57/2018/TT-BMM quy định chi tiết Nghị định số"
        " 14/2017/NĐ-CP",
        Act("57/2018/TT-BMM", "sua_doi", "một số quy định"),
        kind="THÔNG TƯ",
    ),
    _s(
        "clauses and whole parts with a semicolon between",
        "Điều 44. Bãi bỏ các khoản 9, 10, 11 và 12 Điều 4; Mục 3 và Mục 4 Chương III của Luật Bến bãi số 67/2006/QH11"
        " đã được sửa đổi, bổ sung theo Luật số 21/2017/QH14.",
        Act("67/2006/QH11", "sua_doi", "các khoản 9, 10, 11 và 12 Điều 4; Mục 3 và Mục 4 Chương III"),
        kind="LUẬT",
    ),
    _s(
        "articles of five papers in one sentence",
        "Điều 5. Bãi bỏ Điều 57 của Luật phà số 66/2006/QH11; Điều 2 của Luật số 34/2009/QH12 sửa đổi Điều 126 của"
        " Luật bến; Điều 264 của Luật đò số 64/2010/QH12; các quy định về trưng dụng bến trong Luật trưng dụng bến số"
        " 15/2008/QH12.",
        Act("66/2006/QH11", "sua_doi", "Điều 57"),
        Act("34/2009/QH12", "sua_doi", "Điều 2"),
        Act("64/2010/QH12", "sua_doi", "Điều 264"),
        Act("15/2008/QH12", "sua_doi", "các quy định về trưng dụng bến"),
        kind="LUẬT",
    ),
    _s(
        "a whole paper, then a chapter of another",
        "Điều 18. Bãi bỏ Nghị định số 71/2018/NĐ-CP ngày 15/5/2018 quy định chi tiết Luật Bến; Chương III Nghị định số"
        " 77/2016/NĐ-CP ngày 01/7/2016 sửa đổi một số quy định; Điều 5 Nghị định số 08/2018/NĐ-CP.",
        Act("71/2018/NĐ-CP", "bai_bo"),
        Act("77/2016/NĐ-CP", "sua_doi", "Chương III"),
        Act("08/2018/NĐ-CP", "sua_doi", "Điều 5"),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "annexes",
        "Điều 3. Thay thế Phụ lục I, Phụ lục II ban hành kèm theo Quyết định số 87/2019/QĐ-UBND tương ứng bằng Phụ lục"
        " I, Phụ lục II ban hành kèm theo Quyết định này.",
        Act("87/2019/QĐ-UBND", "sua_doi", "Phụ lục I, Phụ lục II"),
    ),
    _s(
        "articles, points and forms without their numbers",
        "Điều 128. Bãi bỏ điều, điểm và biểu mẫu tại Phụ lục ban hành kèm theo Quyết định số 05/2021/QĐ-UBND",
        Act("05/2021/QĐ-UBND", "sua_doi", "điều, điểm và biểu mẫu tại Phụ lục"),
    ),
    _s(
        "provisions at a place of an annex",
        "2. Bãi bỏ quy định tại các điểm I.5 và các khoản VI, VII Mục 1 Phụ lục I.4 ban hành kèm theo Quyết định số"
        " 66/2026/QĐ-UBND.",
        Act("66/2026/QĐ-UBND", "sua_doi", "quy định tại các điểm I.5 và các khoản VI, VII Mục 1 Phụ lục I.4"),
    ),
    _s(
        "what it provides of a subject",
        "2. Bãi bỏ quy định về điều kiện của bến khách quy định tại Quyết định số 60/2016/QĐ-UBND đã được sửa đổi tại"
        " Quyết định số 136/2018/QĐ-UBND.",
        Act("60/2016/QĐ-UBND", "sua_doi", "quy định về điều kiện của bến khách"),
    ),
    _s(
        "old spelling, points of two circulars",
        "Điều 5. Thông tư này có hiệu lực sau 15 ngày và thay thế các qui định tại điểm 1.3, mục III, phần B Thông tư"
        " số 63/1998/TT-BMM ngày 13/5/1998; điểm 1.b, mục II Thông tư số 89/1999/TT-BMM ngày 16/7/1999 của Bộ Mẫu.",
        Act("63/1998/TT-BMM", "sua_doi", "các qui định tại điểm 1.3, mục III, phần B"),
        Act("89/1999/TT-BMM", "sua_doi", "điểm 1.b, mục II"),
        kind="THÔNG TƯ",
    ),
    _s(
        "clauses of two papers with a comma between",
        "2. Thay thế cụm từ “huyện đảo” tại khoản 3 Điều 3 Quyết định số 11/2021/QĐ-UBND ngày 10/02/2021 quy định việc"
        " giao bến, điểm b khoản 1 Điều 1, khoản 29 Điều 2 Quyết định số 65/2025/QĐ-UBND ngày 12/3/2025.",
        Act("11/2021/QĐ-UBND", "sua_doi", "cụm từ “huyện đảo” tại khoản 3 Điều 3"),
        Act("65/2025/QĐ-UBND", "sua_doi", "điểm b khoản 1 Điều 1, khoản 29 Điều 2"),
    ),
    _s(
        "the regulation that a decision issued",
        "Điều 1. Sửa đổi khoản 2 Điều 4 Quy chế quản lý bến ban hành kèm theo Quyết định số 79/2016/QĐ-UBND.",
        Act("79/2016/QĐ-UBND", "sua_doi", "khoản 2 Điều 4 Quy chế quản lý bến"),
    ),
    _s(
        "an addition after an article",
        "1. Bổ sung Điều 5a vào sau Điều 5 Quyết định số 80/2016/QĐ-UBND như sau:",
        Act("80/2016/QĐ-UBND", "sua_doi", "Điều 5a vào sau Điều 5"),
    ),
    _s(
        "a correction",
        "Điều 1. Đính chính khoản 1 Điều 2 Quyết định số 81/2016/QĐ-UBND như sau:",
        Act("81/2016/QĐ-UBND", "sua_doi", "khoản 1 Điều 2"),
    ),
    _s(
        "provisions contrary to this paper",
        "Những quy định tại Quyết định số 30/1998/QĐ-UB ngày 13/5/1998 trái với Quyết định này đều bị bãi bỏ.",
        Act("30/1998/QĐ-UB", "sua_doi", "Những quy định"),
    ),
    _s(
        "an article ends",
        "3. Điều 1 Quyết định số 04/2022/QĐ-UBND ngày 06/01/2022 về xử phạt; tài nguyên bến hết hiệu lực từ ngày Quyết"
        " định này có hiệu lực thi hành.",
        Act("04/2022/QĐ-UBND", "sua_doi", "Điều 1"),
    ),
    _s(
        "in the title of the paper itself",
        "Điều 1. Phạm vi điều chỉnh",
        Act("55/2020/QĐ-UBND", "sua_doi", "một số điều"),
        title="Sửa đổi, bổ sung một số điều của Quyết định số 55/2020/QĐ-UBND chi tiết Nghị quyết số 9/NQ-HĐND",
    ),
    _s(
        "the title repeals",
        "Điều 1. Phạm vi điều chỉnh",
        Act("56/2020/QĐ-UBND", "bai_bo"),
        title="Về việc bãi bỏ Quyết định số 56/2020/QĐ-UBND ngày 07/7/2020 của Ủy ban nhân dân tỉnh",
    ),
    # Exceptions
    _s(
        "all but articles of the paper that ends",
        "2. Kể từ ngày Nghị định này có hiệu lực thi hành, Nghị định số 35/2021/NĐ-CP ngày 29/3/2021 về bến hết hiệu"
        " lực thi hành, trừ quy định tại Điều 90 và khoản 12 Điều 91 của Nghị định số 35/2021/NĐ-CP.",
        Act(
            "35/2021/NĐ-CP",
            "bai_bo",
            excepted="trừ quy định tại Điều 90 và khoản 12 Điều 91 của Nghị định số 35/2021/NĐ-CP",
        ),
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "all but cases this law lists",
        "2. Luật Bến bãi số 51/2005/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành, trừ trường hợp quy"
        " định tại Điều 53 của Luật này.",
        Act("51/2005/QH11", "bai_bo", excepted="trừ trường hợp quy định tại Điều 53 của Luật này"),
        kind="LUẬT",
    ),
    _s(
        "an exception in the item of a list",
        """Điều 2. Bãi bỏ các văn bản sau:
        a) Quyết định số 91/2018/QĐ-UBND ngày 01/02/2018, trừ khoản 3 Điều 2;
        b) Quyết định số 92/2018/QĐ-UBND.""",
        Act("91/2018/QĐ-UBND", "bai_bo", excepted="trừ khoản 3 Điều 2"),
        Act("92/2018/QĐ-UBND", "bai_bo"),
    ),
    _s(
        "deductions are no exception",
        "Điều 2. Quyết định này thay thế Quyết định số 93/2018/QĐ-UBND về khấu trừ phí bến và phòng trừ sâu bệnh.",
        *_ends("93/2018/QĐ-UBND", relation="thay_the"),
    ),
    # Days
    _s(
        "two papers with a day each",
        "2. Quyết định số 94/2018/QĐ-UBND hết hiệu lực kể từ ngày 01 tháng 7 năm 2026; Quyết định số 95/2018/QĐ-UBND"
        " hết hiệu lực kể từ ngày 01/01/2027.",
        Act("94/2018/QĐ-UBND", "bai_bo", effective="2026-07-01"),
        Act("95/2018/QĐ-UBND", "bai_bo", effective="2027-01-01"),
    ),
    _s(
        "the day first",
        "2. Kể từ ngày 01/4/2026, bãi bỏ Quyết định số 96/2018/QĐ-UBND ngày 02/02/2018 về giá áp dụng từ ngày"
        " 01/01/2019.",
        Act("96/2018/QĐ-UBND", "bai_bo", effective="2026-04-01"),
    ),
    _s(
        "the day last",
        "2. Bãi bỏ Quyết định số 97/2018/QĐ-UBND ngày 02/02/2018 về giá bến, kể từ ngày 05/5/2026.",
        Act("97/2018/QĐ-UBND", "bai_bo", effective="2026-05-05"),
    ),
    _s(
        "a day in a publisher's note is not the act's",
        "2. Bãi bỏ Điều 58 của Luật Bến số 67/2006/QH11 [Khoản này hết hiệu lực bởi Khoản 2 Điều 47 Luật Bến 2025 có"
        " hiệu lực từ ngày 01/07/2026] đã được sửa đổi theo Luật số 21/2017/QH14.",
        Act("67/2006/QH11", "sua_doi", "Điều 58"),
        kind="LUẬT",
    ),
    _s(
        "a note stands inside the number's name",
        "2. Bãi bỏ Nghị quyết số [Khoản này được sửa đổi bởi Khoản 1 Điều 1 Luật Bến bãi 2024 có hiệu lực từ"
        " 01/08/2024] 132/2020/QH14 ngày 17/11/2020 của Quốc hội thí điểm một số chính sách về bến.",
        *_ends("132/2020/QH14"),
        kind="LUẬT",
    ),
    _s(
        "suspended for a time",
        "Điều 4. Ngưng hiệu lực thi hành Điều 12 của Luật Bến số 57/2014/QH13; Điều 88 và Điều 89 của Luật Phà số"
        " 77/2015/QH13 đã được sửa đổi theo Luật số 21/2017/QH14 kể từ ngày 01/7/2026.",
        Act("57/2014/QH13", "ngung_hieu_luc", "Điều 12", effective="2026-07-01"),
        Act("77/2015/QH13", "ngung_hieu_luc", "Điều 88 và Điều 89", effective="2026-07-01"),
        kind="NGHỊ QUYẾT",
    ),
    # What another paper did
    _s(
        "replaced by a third",
        "Quyết định số 11/2014/QĐ-UBND đã được thay thế bởi Quyết định số 22/2019/QĐ-UBND ngày 02/2/2019.",
        Act("11/2014/QĐ-UBND", "thay_the", by="22/2019/QĐ-UBND"),
    ),
    _s(
        "repealed by a third",
        "Quyết định số 12/2014/QĐ-UBND bị bãi bỏ bởi Quyết định số 23/2019/QĐ-UBND.",
        Act("12/2014/QĐ-UBND", "bai_bo", by="23/2019/QĐ-UBND"),
    ),
    _s(
        "replaced by this one",
        "3. Quyết định số 13/2014/QĐ-UBND được thay thế bằng Quyết định này.",
        *_ends("13/2014/QĐ-UBND", relation="thay_the"),
    ),
    _s(
        "was amended and replaced somewhere: which of the two is not said",
        "2. Điều kiện theo quy định tại Nghị định số 86/2018/NĐ-CP, được sửa đổi, bổ sung, thay thế tại Nghị định số"
        " 124/2024/NĐ-CP.",
    ),
    _s(
        "a chain: what amended what",
        "1. Nghị định số 82/2021/NĐ-CP về kéo dài và sửa đổi, bổ sung một số điều của Nghị định số 121/2016/NĐ-CP đã"
        " được sửa đổi tại Nghị định số 74/2020/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực.",
        *_ends("82/2021/NĐ-CP"),
        kind="NGHỊ ĐỊNH",
    ),
    # No act at all
    _s(
        "a permit ends, not the paper it was given under",
        "4. Giấy phép cấp theo Nghị định số 15/2013/NĐ-CP hết hiệu lực kể từ ngày 01/7/2026.",
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "a condition",
        "3. Khoản 9 Điều 60 của Quyết định này có hiệu lực từ ngày Nghị quyết số 61/2022/QH15 hết hiệu lực.",
    ),
    _s(
        "its own end when another is amended",
        "1. Quyết định này hết hiệu lực khi Luật Bến số 45/2013/QH13 được sửa đổi theo Luật số 35/2018/QH14.",
    ),
    _s(
        "how papers are repealed in general",
        "1. Văn bản trái pháp luật bị bãi bỏ toàn bộ hoặc một phần theo quy định tại Điều 4 Nghị định số"
        " 78/2025/NĐ-CP.",
        kind="NGHỊ ĐỊNH",
    ),
    _s(
        "a task of a plan",
        """II. NHIỆM VỤ
        1. Rà soát, sửa đổi, bổ sung, thay thế Quyết định số 25/2019/QĐ-UBND cho phù hợp.
        2. Sửa đổi Nghị quyết số 26/2019/NQ-HĐND trong quý II/2026.""",
        kind="KẾ HOẠCH",
    ),
    _s(
        "a letter tells of a law",
        "Luật này thay thế Luật Bến số 29/2001/QH10 năm 2001.",
    ),
    _s(
        "a table of what ministries shall do",
        """PHỤ LỤC
        DANH MỤC VĂN BẢN CẦN SỬA ĐỔI, BÃI BỎ
        1 | Thông tư số 15/2025/TT-BMM quy định lệ phí | Bãi bỏ Thông tư (Bộ Mẫu đề nghị) | Bộ Mẫu""",
    ),
    # Annexes that list what has ended
    _s(
        "an annex of repealed papers",
        """Điều 1. Bãi bỏ các văn bản quy phạm pháp luật tại Phụ lục ban hành kèm theo Quyết định này.
        PHỤ LỤC
        DANH MỤC VĂN BẢN BỊ BÃI BỎ
        1. Quyết định số 18/2009/QĐ-UBND ngày 03/3/2009 về quản lý bến;
        2. Quyết định số 19/2010/QĐ-UBND sửa đổi Quyết định số 18/2009/QĐ-UBND.""",
        *_ends("18/2009/QĐ-UBND", "19/2010/QĐ-UBND"),
    ),
    _s(
        "a published list of what has ended wholly and in part",
        """Điều 1. Công bố kèm theo Quyết định này Danh mục văn bản quy phạm pháp luật hết hiệu lực.
        PHỤ LỤC
        DANH MỤC VĂN BẢN HẾT HIỆU LỰC NĂM 2025
        A. VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ
        1. Quyết định số 27/2011/QĐ-UBND ngày 03/3/2011 về phí bến.
        B. VĂN BẢN HẾT HIỆU LỰC MỘT PHẦN
        1. Khoản 4 Điều 6 Quyết định số 28/2012/QĐ-UBND.""",
        Act("27/2011/QĐ-UBND", "bai_bo"),
        Act("28/2012/QĐ-UBND", "sua_doi", "Khoản 4 Điều 6"),
    ),
)

DECOMPOSED: tuple[str, ...] = (
    "a list of what is repealed",
    "a phrase at a clause",
    "all but articles of the paper that ends",
    "two papers with a day each",
)
"""Statements that are read again with their accents decomposed (NFD) and "ủy", "hủy" in the older spelling."""


def decomposed(statement: Statement) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFD", line) for line in statement.lines)
