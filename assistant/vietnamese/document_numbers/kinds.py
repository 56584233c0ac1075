"""Kinds of documents, issuers and their abbreviations as symbols print them: reviewed tables, no code.

Source for administrative kinds: Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I "Bảng chữ viết tắt tên loại văn bản".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "NQ": "Nghị quyết",
        "QĐ": "Quyết định",
        "CT": "Chỉ thị",
        "QC": "Quy chế",
        "QyĐ": "Quy định",
        "TC": "Thông cáo",
        "TB": "Thông báo",
        "HD": "Hướng dẫn",
        "CTr": "Chương trình",
        "KH": "Kế hoạch",
        "PA": "Phương án",
        "ĐA": "Đề án",
        "DA": "Dự án",
        "BC": "Báo cáo",
        "BB": "Biên bản",
        "TTr": "Tờ trình",
        "HĐ": "Hợp đồng",
        "CĐ": "Công điện",
        "BGN": "Bản ghi nhớ",
        "BTT": "Bản thỏa thuận",
        "GUQ": "Giấy ủy quyền",
        "GM": "Giấy mời",
        "GGT": "Giấy giới thiệu",
        "GNP": "Giấy nghỉ phép",
        "PG": "Phiếu gửi",
        "PC": "Phiếu chuyển",
        "PB": "Phiếu báo",
        # Normative documents (Luật Ban hành văn bản quy phạm pháp luật, Nghị định 78/2025/NĐ-CP) and Party ones.
        "NĐ": "Nghị định",
        "TT": "Thông tư",
        "TTLT": "Thông tư liên tịch",
        "NQLT": "Nghị quyết liên tịch",
        "PL": "Pháp lệnh",
        "L": "Luật",
        "VBHN": "Văn bản hợp nhất",
        "KL": "Kết luận",
        "CV": "Công văn",
        "ĐB": "Điện báo",
        "LCT": "Lệnh công bố luật",
    }
)

# Kinds people name together with a bare number ("kế hoạch 1090"); unaccented, longest first where one holds another.
SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "thong tu lien tich": "TTLT",
        "van ban hop nhat": "VBHN",
        "ke hoach": "KH",
        "nghi quyet": "NQ",
        "quyet dinh": "QĐ",
        "nghi dinh": "NĐ",
        "thong tu": "TT",
        "chi thi": "CT",
        "bao cao": "BC",
        "thong bao": "TB",
        "to trinh": "TTr",
        "huong dan": "HD",
        "cong van": "CV",
        "cong dien": "CĐ",
        "de an": "ĐA",
        "chuong trinh": "CTr",
        "ket luan": "KL",
        "phap lenh": "PL",
        "giay moi": "GM",
        "quy che": "QC",
        "quy dinh": "QyĐ",
        "du an": "DA",
        "phuong an": "PA",
        "bien ban": "BB",
        "luat": "L",
        "van ban": "",
        "kh": "KH",
        "nq": "NQ",
        "qd": "QĐ",
        "nd": "NĐ",
        "ttlt": "TTLT",
        "ttr": "TTr",
        "tt": "TT",
        "ct": "CT",
        "ctr": "CTr",
        "bc": "BC",
        "tb": "TB",
        "hd": "HD",
        "cv": "CV",
        "cd": "CĐ",
        "da": "ĐA",
        "kl": "KL",
        "vbhn": "VBHN",
        # In English questions.
        "plan": "KH",
        "resolution": "NQ",
        "decision": "QĐ",
        "decree": "NĐ",
        "circular": "TT",
        "directive": "CT",
        "project": "ĐA",
        "report": "BC",
    }
)
# These need "số" (or a full number) before their digits: "phương án 2", "quy định 5", "luật 5" name no document.
NEED_SO = frozenset({"L", "QC", "QyĐ", "DA", "PA", "BB", "HĐ", ""})

# Issuers and departments that stand as one part of a symbol; other capitals are accepted in a symbol as they stand.
ISSUERS = frozenset(
    """
        CP TTg CTN QH UBTVQH UBND HĐND TW TU HU ĐU ĐUK VPCP VPQH VPTW VP VPUB BTCTW BTGTW UBKTTW BTC BNV BTP BCA BQP BCT
        BYT BXD BTTTT BKHCN BKHĐT BGDĐT BGTVT BNN BNNPTNT BNNMT BTNMT BLĐTBXH BVHTTDL BVHTT BDTTG BDTG BNG NHNN TTCP
        UBDT KTNN TANDTC VKSNDTC HĐTP TLĐ TCT TCHQ TCTK TCCT CHQ CT SNV STC STP SYT SXD SCT SKHCN SKHĐT STTTT SGDĐT
        SGTVT SNN SNNPTNT SNNMT SNNPTNT STNMT SLĐTBXH SVHTTDL SVHTT BCĐ BCĐCP HĐBT KSTT CNTT KTTH TCCV CCHC NC NN KT TH
        VX KGVX NCKSTT MTTQ MTTW TƯĐTN HĐQL BHXH TTPVHCC VBHN QPPL XHNC PC TCCB CCTTHC CĐSQG
    """.split()  # noqa: SIM905
)

# Symbols typed without accents, and other spellings, by the part as printed.
PART_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "ND": "NĐ",
        "QD": "QĐ",
        "HDND": "HĐND",
        "CD": "CĐ",
        "QYD": "QyĐ",
        "QYĐ": "QyĐ",
        "TTG": "TTg",
        "TTR": "TTr",
        "CTR": "CTr",
        "TƯ": "TW",
        "T.Ư": "TW",
        "CTHD": "CTHĐ",
        "BGDDT": "BGDĐT",
        "BKHDT": "BKHĐT",
        "BLDTBXH": "BLĐTBXH",
        "SGDDT": "SGDĐT",
        "SKHDT": "SKHĐT",
        "SLDTBXH": "SLĐTBXH",
        "TLD": "TLĐ",
        "HDTP": "HĐTP",
        "HDBT": "HĐBT",
        "BCD": "BCĐ",
        "DU": "ĐU",
        "DUK": "ĐUK",
    }
)
PARTY_ISSUERS = frozenset({"TW", "TU", "HU", "ĐU", "ĐUK", "BTCTW", "BTGTW", "UBKTTW", "VPTW", "BCĐTW", "MTTW"})

# Popular names that are numbers of another instrument. Reviewed by hand: (kind, serial) -> canonical number.
# Đề án 06 is approved by Quyết định số 06/QĐ-TTg of 06/01/2022 and goes by that number.
INSTRUMENT_ALIASES: Mapping[tuple[str, str], str] = MappingProxyType({("ĐA", "06"): "06/QĐ-TTg"})

NORMATIVE = frozenset(
    {"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Văn bản hợp nhất"}
)
"""Kinds that make law whatever their number: they stand until something ends them; a year in a title is no period."""
