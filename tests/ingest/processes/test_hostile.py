"""Files made to break the reader, in one batch with good ones: each is one line in the report, the others are read,
and the writer's memory stays what it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.ingest.test_run import PLAN
from tests.reading import hostile

MOST_MEMORY_MB = 300
"""Of the process that writes: it takes 120 MB for a batch of good files."""


def good(number: int) -> bytes:
    return PLAN.format(number=number, title=f"Kế hoạch thứ {number}", task="chủ trì").encode()


def batch() -> dict[str, tuple[bytes, str]]:
    """Name: content, and how the reason begins ("" for a file that is read)."""
    bomb = "Tệp trong tệp nén bung ra quá lớn, có thể là tệp phá hoại (zip bomb)."
    return {
        "00 tốt.txt": (good(1), ""),
        "01 bom.zip": (hostile.bomb(), bomb),
        "02 bom.docx": (hostile.word_bomb(), "Tệp Word bung ra quá lớn, có thể là tệp phá hoại (zip bomb)."),
        "03 mười nghìn trang.pdf": (hostile.many_pages(10_000), "Tệp PDF có 10000 trang (tối đa 3000)."),
        "04 vòng lặp.pdf": (hostile.looping_object_stream(), "Tệp PDF"),
        "05 tốt.txt": (good(2), ""),
        "06 thực thể ngoài.docx": (hostile.external_entities(), ""),
        "07 triệu hàng.docx": (hostile.many_rows(1_000_000), "Tệp Word có 1.000.000 hàng bảng (tối đa 200.000)."),
        "08 ra ngoài.zip": (hostile.packed({"../../ngoài.txt": good(3)}), ""),
        "09 cắt cụt.pdf": (hostile.cut(hostile.good_pdf()), "Tệp PDF bị hỏng hoặc bị cắt cụt."),
        "10 cắt cụt.docx": (hostile.cut(hostile.many_rows(100)), "Tệp Word (.docx) bị hỏng hoặc bị cắt cụt."),
        "11 cắt cụt.zip": (hostile.cut(hostile.packed({"a.txt": good(4)})), "Tệp nén bị hỏng hoặc bị cắt cụt."),
        "12 sai đuôi.pdf": (good(5), ""),
        "13 sai đuôi.docx": (hostile.good_pdf(), ""),
        "14 rỗng.docx": (b"", "Tệp rỗng (0 byte)."),
        "15 tốt.txt": (good(6), ""),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_each_hostile_file_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder, index = tmp_path / "tệp", tmp_path / "kho"
    folder.mkdir()
    files = batch()
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    script = (
        "import re, sys\nfrom assistant.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "most = re.search('VmHWM: *([0-9]+)', open('/proc/self/status').read().replace(chr(9), ''))\n"
        "print(int(most.group(1)) // 1024, file=sys.stderr)\nsys.exit(code)"
    )
    words = ["ingest", str(folder), "--index", str(index), "--encoder", "none", "--jobs", "2", "--json"]
    command = [sys.executable, "-c", script, *words]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 20, run.stderr
    outcomes = json.loads(run.stdout)["outcomes"]
    own = {Path(o["file"]).name: o for o in outcomes if "!/" not in o["file"]}
    assert list(own) == list(files), "each file once, in order"
    for name, (_, reason) in files.items():
        if name in {"01 bom.zip", "08 ra ngoài.zip"}:
            assert own[name]["state"] == "unpacked", name
        elif reason:
            assert own[name]["state"] == "unreadable", name
            assert own[name]["reason"].startswith(reason), own[name]["reason"]
        else:
            assert own[name]["state"] in {"ready", "partial"}, own[name]["reason"]
    inside = {o["file"].split("!/", 1)[1]: o for o in outcomes if "!/" in o["file"]}
    assert inside["ngoài.txt"]["state"] == "ready"
    assert not (tmp_path.parent / "ngoài.txt").exists()
    bombs = [o for name, o in inside.items() if name.endswith("0.txt")]
    assert len(bombs) == 64
    assert {o["reason"].split(" Hãy")[0] for o in bombs} == {files["01 bom.zip"][1]}
    assert int(run.stderr.strip().splitlines()[-1]) < MOST_MEMORY_MB
    assert b"root:x:0" not in (index / "catalog.sqlite3").read_bytes(), "an entity fetched a file of the machine"
