"""The words of the command line. argparse speaks English; what a person sees here is Vietnamese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from assistant.cli.documents import editing
from assistant.vietnamese.time.dates import parse_date

USAGE_ERROR = 2

_TRANSLATIONS = (
    (r"the following arguments are required: (.*)", r"còn thiếu: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu tham số: \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"“\2” không dùng được cho \1; chọn một trong: \3"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"giá trị \2 không dùng được cho \1"),
    (r"argument (.*?): expected one argument", r"\1 cần một giá trị"),
    (r"argument (.*?): expected at least one argument", r"\1 cần ít nhất một giá trị"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không dùng cùng \2"),
    (r"^argument (.*?): (.*)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose headings and errors are Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thoát")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _TRANSLATIONS:
            message = re.sub(pattern, words, message)
        self.exit(USAGE_ERROR, f"Câu lệnh chưa đúng: {message}.\nGõ “{self.prog} --help” để xem hướng dẫn.\n")

    def print_help(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        super().print_help(file)


def day(text: str) -> str:
    """An ISO day from "2026-06-30" or "30/6/2026"."""
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; hãy ghi như 2026-06-30 hoặc 30/6/2026")
    return found


def _shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, metavar="THƯ_MỤC", help="thư mục chỉ mục (mặc định: indexes/mac-dinh)")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _as_typed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-typed", action="store_true", help="tìm đúng như đã gõ: không thêm dấu, không sửa kiểu gõ telex, VNI"
    )


def _filters(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("Lọc văn bản (dùng được nhiều lần)")
    group.add_argument("--kind", action="append", metavar="LOẠI", help="loại văn bản, ví dụ “Kế hoạch”")
    group.add_argument("--issuer", action="append", metavar="CƠ_QUAN", help="cơ quan ban hành, ghi như trong văn bản")
    group.add_argument("--year", action="append", type=int, metavar="NĂM", help="năm ban hành")
    group.add_argument(
        "--document", action="append", type=int, metavar="MÃ", help="mã văn bản (xem “tracuu docs list”)"
    )


Command = Callable[..., argparse.ArgumentParser]
"""Adds one command: its name, help, function in `commands`, and the command that it belongs to (none: the program)."""


def build() -> Parser:
    """The whole command line; each command sets `run` to the name of its function in `commands`."""
    parser = Parser(
        prog="tracuu",
        description="Tra cứu và hỏi đáp văn bản hành chính tiếng Việt, trả lời bằng trích dẫn nguyên văn.\n"
        "Chạy hoàn toàn trên máy này; không gửi dữ liệu ra ngoài.",
    )
    commands = parser.add_subparsers(title="Các lệnh", metavar="LỆNH", required=True, parser_class=Parser)

    def command(name: str, text: str, run: str, within: Any = commands) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = within.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        sub.set_defaults(run=run)
        _shared(sub)
        return sub

    _ingest(command)
    _questions(command)
    command("adapt", "tinh chỉnh bộ mã hóa theo văn bản trong kho; chỉ giữ khi tìm tốt hơn", "adapt")
    _docs(commands, command)
    _index(commands, command)
    return parser


def _ingest(command: Command) -> None:
    ingest = command("ingest", "nạp tệp hoặc thư mục vào chỉ mục", "ingest")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="ĐƯỜNG_DẪN", help="tệp hoặc thư mục cần nạp")
    ingest.add_argument("--jobs", type=int, metavar="N", help="số tiến trình đọc tệp (mặc định: mọi bộ xử lý)")
    ingest.add_argument("--encoder", metavar="TÊN", help="bộ mã hóa: bundled, none, hoặc đường dẫn mô hình")
    ingest.add_argument("--access-group", metavar="NHÓM", help="nhóm được xem các văn bản này (mặc định: chung)")
    ingest.add_argument(
        "--events", action="store_true", help="in tiến độ, mỗi tệp một dòng JSON (cho chương trình khác)"
    )


def _questions(command: Command) -> None:
    ask = command("ask", "hỏi và nhận câu trả lời có trích dẫn", "ask")
    ask.add_argument("question", metavar="CÂU_HỎI", help="câu hỏi, có dấu hoặc không dấu")
    ask.add_argument("--after", metavar="CÂU_TRƯỚC", help="câu đã hỏi ngay trước đó, để hiểu câu hỏi nối tiếp")
    ask.add_argument("--model", metavar="MÔ_HÌNH", help="mô hình ngôn ngữ diễn đạt câu trả lời, ví dụ ollama:qwen3:4b")
    _as_typed(ask)
    _filters(ask)

    search = command("search", "tìm đoạn văn bản", "search")
    search.add_argument("question", metavar="CÂU_TÌM", help="từ khóa, câu hỏi hoặc số ký hiệu văn bản")
    search.add_argument("-k", type=int, default=10, metavar="N", help="số kết quả (mặc định 10)")
    search.add_argument("--explain", action="store_true", help="cho biết vì sao mỗi kết quả đứng ở vị trí đó")
    _as_typed(search)
    _filters(search)

    tasks = command("tasks", "liệt kê nhiệm vụ được giao trong các văn bản, theo thời hạn", "tasks")
    tasks.add_argument("--lead", metavar="CƠ_QUAN", help="cơ quan chủ trì, ví dụ “Sở Khoa học và Công nghệ”")
    tasks.add_argument("--partner", metavar="CƠ_QUAN", help="cơ quan phối hợp")
    tasks.add_argument("--due-before", type=day, metavar="NGÀY", help="hạn cuối đến hết ngày này, ví dụ 2026-06-30")
    tasks.add_argument("--due-after", type=day, metavar="NGÀY", help="hạn cuối từ ngày này trở đi")
    tasks.add_argument("--recurring", action="store_true", help="chỉ nhiệm vụ định kỳ (hằng năm, hằng quý…)")
    tasks.add_argument("--csv", type=Path, metavar="TỆP", help="ghi ra tệp CSV (mở được bằng Excel)")
    tasks.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi ra tệp Excel")
    _filters(tasks)


def _docs(commands: Any, command: Command) -> None:
    docs = commands.add_parser(
        "docs", help="xem, sửa thông tin, gỡ văn bản trong kho", description="Xem, sửa thông tin, gỡ văn bản trong kho."
    )
    within = docs.add_subparsers(title="Các lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    listing = command("list", "liệt kê mọi tệp từng nạp và trạng thái", "docs_list", within)
    listing.add_argument("--state", action="append", metavar="TRẠNG_THÁI", help="chỉ những trạng thái này, ví dụ ready")
    show = command("show", "xem thông tin một văn bản", "docs_show", within)
    show.add_argument("id", type=int, metavar="MÃ", help="mã văn bản")
    show.add_argument("--text", action="store_true", help="in toàn văn như đã đọc")
    show.add_argument("--as-of", type=day, metavar="NGÀY", help="tình trạng hiệu lực tính đến ngày này")
    force = command("force", "ghi nhận tình trạng hiệu lực đã tra cứu, kèm nguồn và ngày", "docs_force", within)
    force.add_argument("id", type=int, metavar="MÃ", help="mã văn bản")
    force.add_argument("--state", metavar="TÌNH_TRẠNG", help="“còn hiệu lực”, “hết hiệu lực toàn bộ”, …")
    force.add_argument("--source", metavar="NGUỒN", help="nơi đã tra cứu, ví dụ vbpl.vn")
    force.add_argument("--date", metavar="NGÀY", help="ngày tra cứu, ví dụ 20/11/2026")
    force.add_argument("--forget", action="store_true", help="bỏ ghi nhận")
    force.set_defaults(as_of=None, text=False)
    edit = command("edit", "sửa thông tin đã đọc sai của một văn bản; giữ nguyên khi nạp lại", "docs_edit", within)
    editing.add_options(edit)
    edit.set_defaults(as_of=None, text=False)
    remove = command("remove", "gỡ văn bản khỏi kho (không xóa tệp gốc)", "docs_remove", within)
    remove.add_argument("id", type=int, nargs="+", metavar="MÃ", help="mã văn bản")


def _index(commands: Any, command: Command) -> None:
    index = commands.add_parser("index", help="kiểm tra, sửa chỉ mục", description="Kiểm tra, sửa chỉ mục.")
    within = index.add_subparsers(title="Các lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    command("info", "xem chỉ mục có gì", "index_info", within)
    command("verify", "kiểm tra chỉ mục", "index_verify", within)
    command("encode", "tạo tiếp véc-tơ còn thiếu", "index_encode", within)
    repair = command("repair", "dựng lại phần tìm kiếm từ danh mục", "index_repair", within)
    repair.add_argument("--encoder", metavar="TÊN", help="đổi sang bộ mã hóa này")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    return build().parse_args(arguments)
