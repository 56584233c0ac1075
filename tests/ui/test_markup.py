"""What documents, file names and models say is text on the page, never markup."""

from __future__ import annotations

from assistant.types import Citation, Document, DocumentRecord, Letterhead, Segment, Span, Table, TableRow
from assistant.ui import markup
from assistant.ui.documents.library import describe
from assistant.ui.source.excerpt import excerpt, marked, window
from assistant.wording import say

EVIL = "<img src=x onerror=alert(1)> & 'a' \"b\""
SAFE = "&lt;img src=x onerror=alert(1)&gt; &amp; &#x27;a&#x27; &quot;b&quot;"


def quoted(quote: str, context: str = "", **changes: object) -> Citation:
    values: dict[str, object] = {
        "document_id": 1, "version": 1, "number": None, "title": None, "official": "Kế hoạch số 1/KH-UBND",
        "path": "", "page": 3, "quote": quote, "start": 0, "end": len(quote), "context": context,
    }  # fmt: skip
    return Citation(**(values | changes))  # type: ignore[arg-type]


def test_a_citation_escapes_every_part() -> None:
    body = markup.citation(quoted(EVIL, EVIL, official=EVIL), 2)
    assert "<img" not in body
    assert body.count(SAFE) == 3
    assert f"[2] {SAFE}, trang 3" in body


def test_a_row_is_shown_cell_by_cell_under_its_header() -> None:
    body = markup.row_as_table(quoted("1 | Mở lớp | Sở <Nội> vụ", "TT | Nhiệm vụ | Chủ trì"))
    assert body == (
        "<tr><th>TT</th><td>1</td></tr><tr><th>Nhiệm vụ</th><td>Mở lớp</td></tr>"
        "<tr><th>Chủ trì</th><td>Sở &lt;Nội&gt; vụ</td></tr>"
    )


def test_what_answers_is_bold_in_the_quotation_and_in_its_cell() -> None:
    body = markup.citation(quoted("Nộp <trước> ngày 15/6/2026.", start=100, end=127), 1, [Span(112, 126)])
    assert "“Nộp &lt;trước&gt; <b>ngày 15/6/2026</b>.”" in body
    row = markup.row_as_table(quoted("1 | Mở lớp | Sở Nội vụ", "TT | Nhiệm vụ | Chủ trì", start=50), [Span(63, 72)])
    assert "<td>Mở lớp</td>" in row
    assert "<td><b>Sở Nội vụ</b></td>" in row


def test_cells_that_do_not_pair_up_with_the_header_stay_one_quotation() -> None:
    assert markup.row_as_table(quoted("1 | Mở lớp | Sở Nội vụ | 2026", "TT | Nhiệm vụ | Chủ trì")) == ""
    assert "<blockquote>“1 | a | b | c”</blockquote>" in markup.citation(quoted("1 | a | b | c", "TT | x | y"), 1)


def test_a_continued_and_a_scanned_quotation_say_so() -> None:
    body = markup.citation(quoted("phần sau", continues=True, ocr=True, page=None), 1)
    assert "(tiếp trang sau)" in body
    assert "(nhận dạng từ bản quét)" in body
    assert ", trang" not in body


def test_the_sentence_that_was_not_checked_is_marked_alone() -> None:
    text = f"Sở Nội vụ chủ trì [1]. Có 9.999 <b>lượt</b> [1]. {say('answers.unchecked')} Hết **năm**."
    body = markup.model_text(text)
    assert "Sở Nội vụ chủ trì [1]. <mark class='chua-kiem'>Có 9.999 &lt;b&gt;lượt&lt;/b&gt; [1]. [chưa" in body
    assert body.count("<mark") == 1
    assert "<b>năm</b>" in body


def test_markdown_of_labels_is_disarmed() -> None:
    assert markup.markdown("[x](http://a) *b* :red[c]\nd") == r"\[x\](http\://a) \*b\* \:red\[c\] d"


def test_digests_of_one_plan_are_told_apart_by_their_titles() -> None:
    official = "Bản tóm lược về Kế hoạch số 1989/KH-UBND"
    assert markup.told_apart(official, "Tóm lược về Kế hoạch số 1989/KH-UBND") == official
    assert markup.told_apart(official, "Tóm lược về ba trụ cột") == f"{official} – ba trụ cột"


def test_the_list_escapes_file_names_and_reasons() -> None:
    record = DocumentRecord(7, 1, EVIL, "/x", "unreadable", EVIL, Letterhead(), None)
    body = describe(record)
    assert "<img" not in body
    assert body.count(SAFE) == 2
    assert "None" not in body


TEXT = "Trang một <i>mở đầu</i>.\nĐoạn thứ hai\nTT | Việc | Ai\nA | PHẦN ĐẦU\n1 | Làm & xong | Sở\n2 | Sau | Ban\nCuối."


def plan() -> Document:
    def at(part: str) -> Span:
        start = TEXT.index(part)
        return Span(start, start + len(part))

    rows = (
        TableRow(at("1 | Làm & xong | Sở"), (one(at("1 |")), at("Làm & xong"), at("Sở")), (at("A | PHẦN ĐẦU"),)),
        TableRow(at("2 | Sau | Ban"), (one(at("2 |")), at("Sau"), at("Ban"))),
    )
    header = (at("TT"), at("Việc"), at("Ai"))
    table = Table(Span(at("TT").start, at("Ban").end), header, rows, at("TT | Việc | Ai"))
    second = at("TT").start
    segments = (Segment(Span(0, second), 1), Segment(Span(second, len(TEXT)), 2))
    return Document(TEXT, "pdf", Letterhead(), tables=(table,), segments=segments, page_count=2)


def one(span: Span) -> Span:
    return Span(span.start, span.start + 1)


WHOLE = Span(0, len(TEXT))


def test_a_quotation_over_paragraphs_is_marked_in_each() -> None:
    start = TEXT.index("mở đầu")
    end = TEXT.index("thứ hai")
    body = excerpt(plan(), Span(start, end), WHOLE)
    assert "<p>Trang một &lt;i&gt;<mark>mở đầu&lt;/i&gt;.</mark></p><p><mark>Đoạn </mark>thứ hai</p>" in body
    assert "".join(body.split("<mark>")[1:]).count("</mark>") == 2


def test_a_table_is_drawn_with_its_header_its_groups_and_the_page_it_stands_on() -> None:
    row = plan().tables[0].rows[0].span
    body = excerpt(plan(), row, WHOLE)
    assert (
        "<div class='trang'>trang 2</div><table><tr><th>TT</th><th>Việc</th><th>Ai</th></tr>"
        "<tr><td class='nhom' colspan='3'>A | PHẦN ĐẦU</td></tr>"
        "<tr><td><mark>1</mark></td><td><mark>Làm &amp; xong</mark></td><td><mark>Sở</mark></td></tr>"
        "<tr><td>2</td><td>Sau</td><td>Ban</td></tr></table><p>Cuối.</p>"
    ) in body
    assert body.count("<table>") == body.count("</table>") == 1


def test_the_window_shows_one_row_above_a_quoted_one_and_the_header() -> None:
    document = plan()
    shown = window(document, document.tables[0].rows[1].span)
    assert shown.start == document.tables[0].rows[0].span.start
    body = excerpt(document, document.tables[0].rows[1].span, shown)
    assert body.startswith("<div class='van-ban'><div class='luoc'>…</div>")
    assert "<th>Việc</th>" in body
    assert "Trang một" not in body


def test_nothing_is_marked_outside_the_quotation() -> None:
    assert marked("a <b> c", Span(0, 7), Span(9, 12)) == "a &lt;b&gt; c"
    assert "<mark>" not in excerpt(plan(), Span(0, 0), WHOLE)
