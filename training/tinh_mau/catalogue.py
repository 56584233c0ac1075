"""`corpus/sources.json`: what each file of the corpus is. The digests' entries are kept as a person wrote them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.tinh_mau.source import Source

ORIGIN = "Dự án tự soạn cho tỉnh Mẫu, một tỉnh không có thật; dựng bằng training/tinh_mau từ {}"


def entry(source: Source) -> dict[str, Any]:
    head = source.head
    return {
        "file": f"tinh-mau/{source.file}",
        "title": head["title"],
        "number": head.get("number") or None,
        "issuer": head["issuer"],
        "date": head.get("date") or None,
        "kind": head["kind"],
        "origin": ORIGIN.format(f"sources/{source.name}.txt"),
        "status": head.get("status", "văn bản mẫu, không có giá trị pháp lý"),
        "licence": "Apache-2.0",
    }


def write_catalogue(sources: list[Source], path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    digests = [record for record in kept if record["file"].startswith("tom-luoc/")]
    records = digests + sorted((entry(source) for source in sources), key=lambda record: record["file"])
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
