"""A source as a web page, laid out as a province's portal prints one."""

from __future__ import annotations

import html
from pathlib import Path

from training.tinh_mau.source import MARK, Block, Grid, NewPage, Paragraph, Source
from training.tinh_mau.word import MOTTO

_STYLE = """body{font-family:"Times New Roman",serif;max-width:52rem;margin:1rem auto;line-height:1.45}
.mau{text-align:center;font-style:italic;font-size:.8rem}.giua{text-align:center}
.dau td{text-align:center;vertical-align:top;width:50%}.dau,.ky{width:100%;border:0}
table.bang{border-collapse:collapse;width:100%}table.bang td,table.bang th{border:1px solid;padding:.3rem}
.ky td{width:50%;vertical-align:top}"""
_TAGS = {"heading1": "h2", "heading2": "h3", "heading3": "h4"}


def _runs(block: Paragraph) -> str:
    return "".join(f"<b>{html.escape(t)}</b>" if bold else html.escape(t) for t, bold in block.runs)


def _paragraph(block: Paragraph) -> str:
    if tag := _TAGS.get(block.style):
        return f"<{tag}>{_runs(block)}</{tag}>"
    if block.style == "basis":
        return f"<p><i>{_runs(block)}</i></p>"
    if block.style == "title":
        return f'<p class="giua"><b>{_runs(block)}</b></p>'
    return f'<p class="giua">{_runs(block)}</p>' if block.style == "centred" else f"<p>{_runs(block)}</p>"


def _table(grid: Grid) -> str:
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in grid.rows[0].cells)
    lines = [f'<table class="bang">\n<thead><tr>{head}</tr></thead>\n<tbody>']
    for number, row in enumerate(grid.rows[1:], 1):
        if row.group:
            first, rest = (html.escape(cell) for cell in row.cells)
            span = len(grid.widths) - 1
            lines.append(f'<tr><td><b>{first}</b></td><td colspan="{span}"><b>{rest}</b></td></tr>')
            continue
        cells = []
        for column, cell in enumerate(row.cells):
            if cell == "^":
                continue
            below = 1
            while number + below < len(grid.rows) and grid.rows[number + below].cells[column : column + 1] == ("^",):
                below += 1
            merged = f' rowspan="{below}"' if below > 1 else ""
            cells.append(f"<td{merged}>{html.escape(cell)}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody>\n</table>"])


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Grid):
        return _table(block)
    lines = "<br>\n".join(html.escape(line) for line in block.lines)
    return f'<hr>\n<p class="mau">{MARK}</p>\n<p class="giua"><b>{lines}</b></p>'


def _letterhead(source: Source) -> str:
    issuer = [html.escape(line) for line in source.lines("issuer_above")]
    issuer += [f"<b>{html.escape(line)}</b>" for line in source.lines("issuer_lines")]
    left = [html.escape(source.number_line)]
    if source.is_letter:
        left.append("V/v " + html.escape(source.head["title"]))
    return (
        f'<table class="dau">\n<tr><td>{"<br>".join(issuer)}</td>'
        f"<td><b>{MOTTO[0]}</b><br><b>{MOTTO[1]}</b></td></tr>\n"
        f"<tr><td>{'<br>'.join(left)}</td><td><i>{html.escape(source.date_line)}</i></td></tr>\n</table>"
    )


def _signature(source: Source) -> str:
    recipients = "<br>".join(html.escape(line) for line in source.lines("recipients"))
    roles = "<br>".join(f"<b>{html.escape(line)}</b>" for line in source.lines("role"))
    return (
        f'<table class="ky">\n<tr><td><b><i>Nơi nhận:</i></b><br>{recipients}</td>'
        f'<td class="giua">{roles}<br><br><br><b>{html.escape(source.head["signer"])}</b></td></tr>\n</table>'
    )


def write_html(source: Source, path: Path) -> None:
    parts = [
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(source.head['title'])}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        f'<p class="mau">{MARK}</p>',
        _letterhead(source),
    ]
    if not source.is_letter:
        title = "<br>\n".join(html.escape(line) for line in source.lines("title_lines") or [source.head["title"]])
        parts.append(f'<p class="giua"><b>{source.head["kind"].upper()}</b></p>\n<p class="giua"><b>{title}</b></p>')
    parts += [_block(block) for block in source.body]
    parts.append(_signature(source))
    parts += [_block(block) for block in source.annexes]
    parts.append("</body>\n</html>\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def _text_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.plain
    if isinstance(block, NewPage):
        return "\n".join((MARK, "", *block.lines))
    return "\n".join(" | ".join(cell for cell in row.cells if cell != "^") for row in block.rows)


def write_text(source: Source, path: Path) -> None:
    """Plain text: the letterhead's two columns one after the other, a paragraph a line, a blank line between."""
    left = [*source.lines("issuer_above"), *source.lines("issuer_lines"), source.number_line]
    if source.is_letter:
        left.append("V/v " + source.head["title"])
    parts = [MARK, "\n".join(left), "\n".join((*MOTTO, source.date_line))]
    if not source.is_letter:
        parts.append("\n".join([source.head["kind"].upper(), *(source.lines("title_lines") or [source.head["title"]])]))
    parts += [_text_block(block) for block in source.body]
    parts.append("\n".join(["Nơi nhận:", *source.lines("recipients")]))
    parts.append("\n".join([*source.lines("role"), "", source.head["signer"]]))
    parts += [_text_block(block) for block in source.annexes]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
