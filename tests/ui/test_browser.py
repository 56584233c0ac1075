"""The main flow in a real browser against the app as it is launched, while every connection of the app is traced."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import needs
from tests.reading.makers import make_docx, paragraph
from tests.test_offline import free_port, outside, wait_for

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PATIENCE = 120_000
"""Milliseconds until an expectation counts as failed: slow machines under load, never a pause for its own sake."""
BROWSER = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
LOCAL_HOSTS = {"localhost", "127.0.0.1"}
QUESTION = "mức hỗ trợ mua chữ ký số là bao nhiêu"
BEES = "Đến hết năm 2026 toàn xã Thử Nghiệm nuôi bao nhiêu đàn ong?"


@dataclass
class App:
    url: str
    trace: Path
    hosts: set[str] = field(default_factory=set)
    """Every host the page asked for anything, fonts and icons too."""

    def note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"}:
            self.hosts.add(parts.hostname or url)


@contextmanager
def launched(index: Path, trace: Path) -> Iterator[App]:
    """The app under strace, started the way `make app` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "assistant.ui.launch", "--port", str(port)]
    process = subprocess.Popen(
        [needs("strace"), "-f", "-e", "trace=connect,bind", "-o", str(trace), *command],
        env=os.environ | {"TRACUU_INDEX_DIR": str(index), "TRACUU_ENCODER": "none"},
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", PATIENCE / 1000)
        yield App(f"http://localhost:{port}", trace)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def app(own_index: Path, tmp_path: Path) -> Iterator[App]:
    with launched(own_index, tmp_path / "trace") as running:
        yield running


@pytest.fixture
def page(app: App) -> Iterator[playwright.Page]:
    chromium = needs("chromium")
    expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=BROWSER, timeout=PATIENCE)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: app.note(request.url))
        page.on("websocket", lambda socket: app.note(socket.url))
        yield page
        browser.close()


def ask(page: playwright.Page, question: str) -> None:
    """Asks and waits until the newest answer is that of this question, and whole."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(question)
    idle(page)


def idle(page: playwright.Page) -> None:
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_have_count(1)
    expect(page.get_by_text("Đang tra cứu…")).to_have_count(0)


def library(page: playwright.Page) -> None:
    page.get_by_role("link", name="Kho văn bản").click()
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    idle(page)


def upload(page: playwright.Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_test_id("stFileChip")).to_have_count(len(files))
    page.get_by_role("button", name="Nạp vào kho").click()


def plain(text: str) -> str:
    return " ".join(text.replace("“", "").replace("”", "").split())


def as_text(page: playwright.Page) -> None:
    page.locator(".st-key-nguon").get_by_text("Nội dung chữ").click()
    idle(page)


def visible_in_panel(page: playwright.Page, what: str) -> bool:
    """Whether the quotation lies inside both the panel and the window, with nothing scrolled."""
    return bool(
        page.evaluate(
            """what => {
              const mark = document.querySelector(what).getBoundingClientRect();
              const panel = document.querySelector('.st-key-nguon-giay').getBoundingClientRect();
              return mark.top >= panel.top - 1 && mark.bottom <= panel.bottom + 1 && mark.bottom <= innerHeight;
            }""",
            what,
        )
    )


def word_file(folder: Path) -> Path:
    lines = [
        "ỦY BAN NHÂN DÂN", "XÃ THỬ NGHIỆM", "Số: 977/KH-UBND", "Thử Nghiệm, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH",
        "Nuôi ong lấy mật năm 2026", "I. MỤC TIÊU", "1. Đến hết năm 2026 toàn xã Thử Nghiệm nuôi 450 đàn ong.",
        "2. Sản lượng mật đạt 9 tấn mỗi năm.",
    ]  # fmt: skip
    path = folder / "Kế hoạch nuôi ong.docx"
    path.write_bytes(make_docx("".join(map(paragraph, lines))))
    return path


def called_nobody(app: App) -> None:
    """The app attempted no connection beyond this machine, and the page asked no other host for anything."""
    trace = app.trace.read_text(encoding="utf-8", errors="replace")
    assert re.search(rf"bind\(.*htons\({urlsplit(app.url).port}\)", trace)
    assert outside(trace) == []
    assert app.hosts
    assert app.hosts <= LOCAL_HOSTS


def test_the_main_flow(app: App, page: playwright.Page, tmp_path: Path, own_index: Path) -> None:
    page.goto(app.url)
    ask(page, QUESTION)
    quote = page.locator(".trich blockquote").first
    expect(quote).to_contain_text("4. Hỗ trợ chữ ký số, hóa đơn điện tử: 100% chi phí năm đầu")
    expect(page.locator(".st-key-nguon .trang-giay .khung")).to_be_visible()
    assert visible_in_panel(page, ".trang-giay .khung")
    as_text(page)
    marked = page.locator(".st-key-nguon .van-ban mark")
    expect(marked.first).to_be_visible()
    assert plain(" ".join(marked.all_inner_texts())) == plain(quote.inner_text())
    assert visible_in_panel(page, ".van-ban mark")
    expect(page.locator(".st-key-nguon .nguon-dau")).to_contain_text("trang 2")

    page.get_by_role("button", name="Đóng").click()
    expect(marked).to_have_count(0)
    page.get_by_role("button", name="Xem trong văn bản").first.click()
    expect(page.locator(".st-key-nguon .trang-giay .khung")).to_be_visible()

    ask(page, BEES)
    expect(page.get_by_test_id("stChatMessage").nth(1)).to_contain_text("những đoạn có thể liên quan")

    library(page)
    upload(page, word_file(tmp_path))
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Kế hoạch nuôi ong.docx – Sẵn sàng")
    idle(page)
    page.get_by_role("link", name="Hỏi đáp").click()
    ask(page, BEES)
    expect(quote).to_contain_text("toàn xã Thử Nghiệm nuôi 450 đàn ong")
    expect(page.locator(".st-key-nguon .van-ban mark").first).to_contain_text("450 đàn ong")

    library(page)
    entry = page.locator("[class*=st-key-muc-]").filter(has_text="Kế hoạch nuôi ong.docx").first
    entry.get_by_role("button", name="Gỡ").click()
    page.get_by_role("dialog").get_by_role("button", name="Gỡ khỏi kho").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Đã gỡ Kế hoạch nuôi ong.docx")
    idle(page)
    assert not (own_index / "tep-tai-len" / "Kế hoạch nuôi ong.docx").exists()
    page.get_by_role("link", name="Hỏi đáp").click()
    ask(page, BEES)
    expect(page.get_by_test_id("stChatMessage").nth(1)).to_contain_text("những đoạn có thể liên quan")

    called_nobody(app)


def test_a_quoted_row_is_marked_in_its_table_on_a_small_screen(app: App, page: playwright.Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 700})
    page.goto(app.url)
    ask(page, "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số cho cán bộ, công chức?")
    cells = page.locator(".trich table").first.locator("td").all_inner_texts()
    assert "Sở Nội vụ" in cells
    expect(page.locator(".st-key-nguon .khung")).to_be_visible()
    as_text(page)
    marked = page.locator(".st-key-nguon .van-ban td mark")
    expect(marked.first).to_be_visible()
    assert [plain(text) for text in marked.all_inner_texts()] == [plain(text) for text in cells]
    assert page.evaluate("document.querySelector('.van-ban mark').getBoundingClientRect().top < innerHeight")
    assert app.hosts <= LOCAL_HOSTS


def test_on_a_phone_the_source_stands_under_the_answer_when_it_is_opened(app: App, page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(app.url)
    ask(page, "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số cho cán bộ, công chức?")
    expect(page.locator(".st-key-nguon")).to_be_hidden()
    shows = page.get_by_role("button", name="Xem trong văn bản")
    shows.first.click()
    expect(page.locator(".st-key-nguon .khung")).to_be_in_viewport()
    shows.first.click()  # nothing lies over it
    expect(page.locator(".st-key-nguon .khung")).to_be_in_viewport()
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator(".st-key-nguon")).to_be_hidden()
