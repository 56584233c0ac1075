"""What a section is called: in a path ("Mục II") and in a citation ("điểm a")."""

from __future__ import annotations

from assistant.parsing.markers import Marker
from assistant.types import SectionKind


def names(marker: Marker, title: str, in_law: bool) -> tuple[SectionKind, str, str]:
    """Kind, marker for the path, and label for a citation. `in_law`: under an Điều, where "1." is a khoản."""
    name = marker.name
    if marker.kind == "phu_luc":
        return "phu_luc", name, name
    if marker.kind == "dieu":
        return "dieu", f"Điều {name}", f"Điều {name}"
    if marker.kind == "la_ma":
        return "la_ma", f"Mục {name}", f"Mục {name}"
    if marker.kind == "so":
        if "." in name:
            return "so", name, f"điểm {name}"
        return ("khoan", f"khoản {name}", f"khoản {name}") if in_law else ("so", name, f"khoản {name}")
    if marker.kind == "chu":
        return ("diem", f"điểm {name}", f"điểm {name}") if in_law else ("chu", name, f"điểm {name}")
    if marker.style.startswith("#"):
        return "muc", title[:60], f"mục “{title}”"
    word = {"phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu_muc": "Tiểu mục"}[marker.kind]
    return marker.kind, f"{word} {name}", f"{word} {name}"
