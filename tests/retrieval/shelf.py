"""A shelf of small documents of our own making, put into a real index with an encoder a person can predict."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.encoding import FloatArray, PassageVectors
from assistant.index import EncoderInfo, NewDocument, NewPassage, open_writer
from assistant.types import Document, Letterhead, Passage, Scope, Section, Span
from assistant.vietnamese.normalise import strip_accents
from assistant.vietnamese.words.terms import term_fields

ALL = Scope(frozenset({"chung"}))

TOPICS = (("khong gian mang", "an ninh"), ("dinh danh", "can cuoc"), ("cai cach", "thu tuc"), ("cap quang", "5g"))


class ToyEncoder:
    """Axis i of a text's vector is 1 when it speaks of topic i, before it is scaled to length 1."""

    fingerprint = "toy-topics"
    dimension = len(TOPICS)

    def _row(self, text: str) -> FloatArray:
        plain = strip_accents(text)
        row = np.array([any(word in plain for word in topic) for topic in TOPICS], np.float32)
        length = float(np.linalg.norm(row))
        return row / np.float32(length) if length else row

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return np.stack([self._row(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        return PassageVectors(self.encode_queries(texts), np.arange(len(texts), dtype=np.int32))


def paper(
    name: str, parts: Sequence[str], *, related: str | None = None, group: str = "chung", **head: Any
) -> NewDocument:
    """A document with one top-level section for each part, one passage each; "a | b" makes two of one section."""
    text, sections, passages = "", [], []
    for number, part in enumerate(parts):
        start = len(text)
        for piece in part.split(" | "):
            span = Span(len(text), len(text) + len(piece))
            passages.append(
                Passage(piece, span, section=number, path=(f"Mục {number + 1}",), labels=(f"Mục {number + 1}",))
            )
            text += piece + "\n"
        whole = Span(start, len(text) - 1)
        sections.append(Section("la_ma", f"Mục {number + 1}", f"Mục {number + 1}", "", whole, Span(start, start)))
    letterhead = Letterhead(**head)
    title = letterhead.title or ""
    encoded = ToyEncoder().encode_passages([f"{title}\n{p.text}" for p in passages])
    new = [
        NewPassage(
            passage,
            term_fields(title, "", f"{title}\n{passage.text}", None),
            encoded.vectors[i : i + 1],
            hashlib.sha256(f"{title}/{passage.text}".encode()).hexdigest(),
        )
        for i, passage in enumerate(passages)
    ]
    document = Document(text, "text", letterhead, sections=tuple(sections), related_number=related)
    sha = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    return NewDocument(f"/kho/{name}", name, sha, len(text), document, new, group)


MAU = "Ủy ban nhân dân tỉnh Mẫu"
KHAC = "Ủy ban nhân dân tỉnh Khác"


def papers() -> list[NewDocument]:
    return [
        paper(
            "kh-12-2025.txt",
            ["Sở Nội vụ chủ trì cải cách thủ tục hành chính.", "Kinh phí thực hiện cải cách là 5 tỷ đồng."],
            kind="Kế hoạch", number="12/KH-UBND", symbol="KH-UBND", issuer=MAU, date="2025-02-03", year=2025,
            title="Cải cách hành chính năm 2025",
        ),
        paper(
            "kh-12-2026.txt",
            ["Sở Nội vụ chủ trì cải cách thủ tục hành chính.", "Hoàn thành trước ngày 30/6/2026."],
            kind="Kế hoạch", number="12/KH-UBND", symbol="KH-UBND", issuer=MAU, date="2026-01-20", year=2026,
            title="Cải cách hành chính năm 2026",
        ),
        paper(
            "kh-12-khac.txt",
            ["Sở Khoa học và Công nghệ phủ sóng 5G."],
            kind="Kế hoạch", number="12/KH-UBND", symbol="KH-UBND", issuer=KHAC, date="2026-03-05", year=2026,
            title="Hạ tầng số",
        ),
        paper(
            "nq-33.txt",
            ["Hội đồng nhân dân quyết nghị mức hỗ trợ cáp quang. | Mức hỗ trợ là 300.000 đồng mỗi hộ.",
             "Hiệu lực thi hành."],
            kind="Nghị quyết", number="33/2026/NQ-HĐND", symbol="NQ-HĐND", issuer="Hội đồng nhân dân tỉnh Mẫu",
            date="2026-05-10", year=2026, title="Hỗ trợ cáp quang",
        ),
        paper(
            "kh-1090.txt",
            ["Công an tỉnh chủ trì cấp định danh điện tử.", "Thực hiện Nghị quyết 33/2026/NQ-HĐND."],
            kind="Kế hoạch", number="1090/KH-UBND", symbol="KH-UBND", issuer=MAU, date="2026-02-14", year=2026,
            title="Triển khai định danh điện tử",
        ),
        paper(
            "tom-luoc-1989.txt",
            ["Bản tóm lược về Kế hoạch 1989/KH-UBND: an ninh trên không gian mạng."],
            kind="Tóm lược", title="Tóm lược Kế hoạch 1989/KH-UBND", related="1989/KH-UBND",
        ),
        paper("rieng.txt", ["Chuyện nội bộ về cải cách."], group="rieng", kind="Báo cáo", title="Nội bộ"),
    ]  # fmt: skip


def fill(directory: Path, documents: Sequence[NewDocument]) -> None:
    with open_writer(directory, encoder=EncoderInfo(ToyEncoder.fingerprint, ToyEncoder.dimension)) as writer:
        for document in documents:
            writer.put(document)
