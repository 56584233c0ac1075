# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Papers made by machine, one difficulty each, printed by the programs that offices print with, and what must be read.

A `Paper` is a question with the quotation that answers it, and what its reading text must and must not hold. Each kind
has a module of its own that makes many of them; every third paper was kept unseen while the mechanism was written.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.conftest import needs

Producer = Literal["reportlab", "pdfium", "raw", "chromium", "soffice"]


@dataclass(frozen=True, slots=True)
class Paper:
    """`source`: the PDF (bytes), or what a program prints to one: HTML for chromium, flat ODT/ODS or HTML for soffice.

    `quote` stands in a quotation of the answer, `whole` in the reading text, each on one line; `absent` nowhere in it;
    `stamps` among the stamps; `columns` are the names of the columns of the first table; `said` stands in the report.
    """

    kind: str
    producer: Producer
    name: str
    source: bytes | str
    question: str
    quote: str
    whole: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    draft: bool = False
    order: tuple[str, ...] = ()
    """Words that come in this order in the reading text."""
    after: Callable[[bytes], bytes] | None = None
    """What is put into the PDF after it was printed."""
    ending: str = "fodt"

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.producer}-{self.name}"


def unseen(papers: Sequence[Paper]) -> list[Paper]:
    """Every third paper of a kind and producer: kept aside until the mechanism was done."""
    return [paper for n, paper in enumerate(papers) if n % 3 == 2]


def printed(papers: Sequence[Paper], folder: Path) -> dict[str, Path]:
    """The PDFs of `papers` by their id, printed into `folder`. Skips where the program is not installed."""
    out: dict[str, Path] = {}
    pages = [p for p in papers if isinstance(p.source, str) and p.producer == "chromium"]
    office = [p for p in papers if isinstance(p.source, str) and p.producer == "soffice"]
    for paper in papers:
        if isinstance(paper.source, bytes):
            out[paper.id] = folder / f"{paper.id}.pdf"
            out[paper.id].write_bytes(paper.source)
    if pages:
        out |= _by_chromium(pages, folder)
    if office:
        out |= _by_soffice(office, folder)
    for paper in papers:
        if paper.after is not None:
            out[paper.id].write_bytes(paper.after(out[paper.id].read_bytes()))
    return out


def _by_chromium(papers: Sequence[Paper], folder: Path) -> dict[str, Path]:
    from playwright.sync_api import sync_playwright

    program = needs("chromium")
    out: dict[str, Path] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        for paper in papers:
            page.set_content(str(paper.source))
            out[paper.id] = folder / f"{paper.id}.pdf"
            page.pdf(path=str(out[paper.id]), prefer_css_page_size=True, print_background=True)
        browser.close()
    return out


def _by_soffice(papers: Sequence[Paper], folder: Path) -> dict[str, Path]:
    program = needs("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    by_ending: dict[str, list[Path]] = {}
    for paper in papers:
        path = folder / f"{paper.id}.{paper.ending}"
        path.write_text(str(paper.source), encoding="utf-8")
        by_ending.setdefault(paper.ending, []).append(path)
    for ending, files in by_ending.items():
        how = ["--convert-to", "pdf:writer_web_pdf_Export" if ending == "html" else "pdf"]
        command = [program, profile, "--headless", *how, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {paper.id: folder / f"{paper.id}.pdf" for paper in papers}


# ------------------------------------------------------------------------------------------------ words to print

_WHO = ("Phòng Văn hóa", "Trạm Y tế", "Ban Tiếp công dân", "Tổ Một cửa", "Đội Quản lý chợ", "Thư viện huyện")
_WHO += ("Hạt Kiểm lâm", "Phòng Nội vụ", "Ban Chỉ huy quân sự", "Trung tâm Khuyến nông")
_DOES = (
    "mở lớp hướng dẫn tại {place}, mỗi tuần {n} buổi, bắt đầu từ ngày {day} tháng 8 năm 2026",
    "nhận hồ sơ tại {place} vào các ngày làm việc, mỗi người được gửi không quá {n} bộ một lần",
    "cùng các thôn kiểm tra đường ống nước ở {place} và thay {n} đoạn đã hỏng trước ngày {day} tháng 9 năm 2026",
    "lập danh sách {n} hộ cần giúp đỡ quanh {place} rồi gửi về Văn phòng để tổng hợp trong tuần",
    "bàn giao {n} bộ bàn ghế cho {place}, có biên bản ghi rõ số lượng và tình trạng của từng bộ",
    "tổ chức họp dân ở {place}, giải thích mức thu mới và trả lời {n} câu hỏi gửi đến từ trước",
)
_PLACES = ("nhà văn hóa thôn Đoài", "hội trường xã An Lạc", "trường tiểu học Cát Tường", "chợ Bình Yên", "bến Đá Bạc")
_FACTS = (
    ("mượn sách", "Người mượn giữ sách tối đa {n} ngày và được gia hạn một lần qua điện thoại.", "được giữ sách bao lâu"),
    ("xe đạp", "Mỗi cán bộ đi bộ đi xe đạp đến cơ quan được hỗ trợ {n} nghìn đồng một tháng.", "hỗ trợ đi xe đạp bao nhiêu"),
    ("giếng khoan", "Giếng khoan của hộ gia đình phải cách chuồng trại ít nhất {n} mét theo đường thẳng.", "giếng khoan cách chuồng trại bao xa"),
    ("loa", "Loa truyền thanh của thôn chỉ mở từ 5 giờ {n} phút và tắt trước 19 giờ hằng ngày.", "loa truyền thanh mở lúc mấy giờ"),
    ("cây xanh", "Chủ công trình phải trồng bù {n} cây xanh cho mỗi cây bị chặt hạ trong khuôn viên.", "trồng bù bao nhiêu cây xanh"),
    ("đò", "Đò ngang chở không quá {n} người một chuyến và nghỉ hẳn khi có gió cấp 6 trở lên.", "đò ngang chở bao nhiêu người"),
)  # fmt: skip


class Writer:
    """Sentences of our own, the same for the same seed; no two alike in one paper."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._used: set[str] = set()

    def sentence(self) -> str:
        while True:
            pick = self.random.choice
            does = pick(_DOES).format(place=pick(_PLACES), n=pick(range(11, 98)), day=pick(range(1, 29)))
            said = f"{pick(_WHO)} {does}."
            if said not in self._used:
                self._used.add(said)
                return said

    def paragraph(self, sentences: int) -> list[str]:
        return [self.sentence() for _ in range(sentences)]

    def fact(self) -> tuple[str, str]:
        """A question and the sentence that answers it."""
        _, said, asked = self.random.choice(_FACTS)
        return asked, said.format(n=self.random.choice(range(11, 59)))
