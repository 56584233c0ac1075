# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Flat OpenDocument texts and sheets, written by hand, that LibreOffice prints to PDF."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("form", "form"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odt(styles: str, body: str, *, font: str = "Liberation Serif", size: float = 12, forms: str = "") -> str:
    """A flat text: `styles` are automatic styles, `body` the inside of `office:text`; A4, margins of 2 cm."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:styles><style:default-style style:family="paragraph"><style:text-properties '
        f'style:font-name="{font}" fo:font-family="{font}" fo:font-size="{size}pt" fo:language="vi" fo:country="VN"/>'
        "</style:default-style></office:styles>"
        f'<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout>'
        '<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="J" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"/>'
        f"</style:style>{styles}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"/>'
        f"</office:master-styles><office:body><office:text>{forms}{body}</office:text></office:body></office:document>"
    )


def p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def columns_style(name: str, shares: Sequence[float], gutter: float) -> str:
    """A section in columns of these shares of the width."""
    count = len(shares)
    inner = "".join(
        f'<style:column style:rel-width="{round(share * 1000)}*" fo:start-indent="{gutter / 2 if n else 0}pt" '
        f'fo:end-indent="{gutter / 2 if n < count - 1 else 0}pt"/>'
        for n, share in enumerate(shares)
    )
    return (
        f'<style:style style:name="{name}" style:family="section"><style:section-properties text:dont-balance-text-columns="true">'
        f'<style:columns fo:column-count="{count}">{inner}</style:columns></style:section-properties></style:style>'
    )


_BREAK = (
    '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="column"/></style:style>'
    '<style:style style:name="BJ" style:family="paragraph"><style:paragraph-properties fo:break-before="column" '
    'fo:text-align="justify"/></style:style>'
)
_BORDER = (
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" '
    'fo:padding="0.1cm"/></style:style>'
)


def plain_table(rows: Sequence[Sequence[str]], *, ruled: bool = True, style: str = "", name: str = "T") -> str:
    """`rows` of cells, each the text of one paragraph or XML of its own."""
    cell = ' table:style-name="Cell"' if ruled else ""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell{cell}>{text if text.startswith('<') else p(escape(text), style)}</table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="{name}">{columns}{body}</table:table>'


def head_halves() -> str:
    left = p("ỦY BAN NHÂN DÂN XÃ MẪU", "C") + p("VĂN PHÒNG", "C") + p("Số: 7/BC-UBND", "C")
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "C") + p("Độc lập - Tự do - Hạnh phúc", "C")
    right += p("Xã Mẫu, ngày 05 tháng 8 năm 2026", "C")
    return plain_table([[left, right]], ruled=False, name="H")


def signed_halves() -> str:
    left = p("Nơi nhận:") + p("- Như trên;") + p("- Lưu: VT.")
    right = p("TM. ỦY BAN NHÂN DÂN", "C") + p("CHỦ TỊCH", "C") + p("") * 3 + p("Nguyễn Văn Mẫu", "C")
    return plain_table([[left, right]], ruled=False, name="S")


def odt_columns(
    parts: Sequence[Sequence[Sequence[str]]],
    shares: Sequence[float],
    gutter: float,
    font: str,
    size: float,
    *,
    justified: bool,
    title: str | None,
    heading: str,
    letterhead: bool,
    signature: bool,
    table: bool,
) -> str:
    body = head_halves() if letterhead else ""
    body += p(title, "C") if title else ""
    for number, part in enumerate(parts):
        inner = p(heading, "C") if number else ""
        body += inner
        paragraphs = "".join(
            p(escape(" ".join(sentences)), ("B" if place else "") + ("J" if justified else ""))
            for place, sentences in enumerate(part)
        )
        if table and number == len(parts) - 1:
            paragraphs += plain_table([("Thôn", "Số hộ"), ("Đoài", "41"), ("Thượng", "57")])
        body += f'<text:section text:style-name="Col" text:name="S{number}">{paragraphs}</text:section>'
    body += signed_halves() if signature else ""
    return odt(columns_style("Col", shares, gutter) + _BREAK + _BORDER, body, font=font, size=size)
