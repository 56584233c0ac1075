"""`tracuu adapt`: the bar while it works, and what came of it in words."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from assistant.encoding.adapting.adapt import Adaptation
from assistant.settings import load_settings


def adapt(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from assistant.ingest.adapt import adapt_index

    settings = load_settings(index_dir=options.index)
    if not options.json:
        sys.stderr.write("Đang đọc tiêu đề và đoạn văn bản trong kho…\n")
    form = "Tinh chỉnh {n_fmt}/{total_fmt} |{bar}| {elapsed}, còn {remaining}"
    with tqdm(total=0, bar_format=form, file=sys.stderr, disable=options.json or not sys.stderr.isatty()) as bar:

        def on_step(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if done == total and not options.json:
                bar.write("Đang so sánh trên các tiêu đề giữ riêng; nếu tốt hơn thì mã hóa lại kho…", file=sys.stderr)

        result = adapt_index(settings, on_step)
    print(_as_json(result) if options.json else told(result, settings.index_dir, settings.encoder))
    return 0


def _as_json(result: Adaptation) -> str:
    facts = asdict(result) | {"kept": result.folder is not None, "folder": result.folder and str(result.folder)}
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _figure(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def told(result: Adaptation, index: Path, encoder: str) -> str:
    """What came of it in Vietnamese, with the figures and the way back."""
    lines = [f"Kho có {result.texts} đoạn văn bản dưới {result.headings} tiêu đề."]
    if result.after or result.before:
        lines.append(
            f"Trên {result.asked} tiêu đề giữ riêng (mỗi tiêu đề gõ có dấu và không dấu), MRR@10 từ "
            f"{_figure(result.before)} thành {_figure(result.after)}; xác suất chênh lệch do ngẫu nhiên "
            f"{_figure(result.chance, 4)}."
        )
    if result.folder is None:
        lines += [result.reason or "", "Giữ nguyên bộ mã hóa và chỉ mục như trước."]
    else:
        lines += [
            f"Đã dùng bộ mã hóa mới và mã hóa lại kho sau {_figure(result.seconds, 1)} giây tinh chỉnh; không phải đổi "
            "thiết đặt nào.",
            f"Bộ mã hóa nằm tại {result.folder}.",
            f"Muốn trở lại bộ mã hóa cũ, hãy chạy: tracuu index repair --encoder {encoder} --index {index}",
        ]
    return "\n".join(lines)
