"""Hand-made documents, a search over them whose order a person can predict, and a reader of one generation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.encoding import BUNDLED
from assistant.encoding.static.encoder import StaticEncoder, load_static
from assistant.errors import DocumentNotFound
from assistant.index import LexicalQuery
from assistant.index.catalog.identity import text_key
from assistant.index.facts.relations import law_names
from assistant.retrieval import Comparison
from assistant.retrieval.pieces.lexicon import Lexicon
from assistant.retrieval.ranker.comparison import compare
from assistant.settings import Settings
from assistant.types import (
    Choice,
    Document,
    DocumentRecord,
    Hit,
    Letterhead,
    Mention,
    Passage,
    RecordedForce,
    Relation,
    Scope,
    SearchResult,
    Section,
    Segment,
    Span,
    StoredPassage,
    Table,
    TableRow,
)
from assistant.understanding import Conversation, Question, Steps, check_question, understand
from assistant.vietnamese.document_numbers.numbers import canonical_number
from assistant.vietnamese.normalise import fold, strip_accents


@lru_cache(maxsize=1)
def _vectors() -> StaticEncoder:
    return load_static(BUNDLED)


SCOPE = Scope(access_groups=frozenset({"chung"}))

PLAN_LINES = (
    "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "Số: 1090/KH-UBND",
    "KẾ HOẠCH",
    "Ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước giai đoạn 2026 - 2030",
    "I. MỤC TIÊU",
    "1. Đến năm 2027, 80% cán bộ, công chức được tập huấn kỹ năng sử dụng trí tuệ nhân tạo.",
    "2. Đến năm 2030, hình thành trợ lý ảo phục vụ người dân tại 100% Trung tâm Phục vụ hành chính công.",
    "II. NHIỆM VỤ",
    "1. Xây dựng kho dữ liệu dùng chung của tỉnh, gồm:",
    "a) Dữ liệu dân cư;",
    "b) Dữ liệu đất đai;",
    "c) Dữ liệu hộ tịch.",
    "2. Sở Khoa học và Công nghệ chủ trì thẩm định hạ tầng tính toán trước ngày 15/4/2026, bảo đảm an toàn thông tin "
    "cho toàn bộ hệ thống.",
    "PHỤ LỤC I",
    "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn",
    "1 | Mua sắm máy chủ đồ họa | Sở Tài chính | Quý II/2026",
    "2 | Đào tạo giảng viên nguồn | Sở Nội vụ | Hằng năm",
)


def _plan() -> Document:
    text = "\n".join(PLAN_LINES)
    at = {line: text.index(line) for line in PLAN_LINES}

    def line(n: int) -> Span:
        return Span(at[PLAN_LINES[n]], at[PLAN_LINES[n]] + len(PLAN_LINES[n]))

    def upto(a: int, b: int) -> Span:
        return Span(line(a).start, line(b).end)

    sections = (
        Section("la_ma", "Mục I", "Mục I", "MỤC TIÊU", upto(4, 6), line(4)),
        Section("so", "1", "khoản 1", "", line(5), line(5), parent=0, level=2),
        Section("so", "2", "khoản 2", "", line(6), line(6), parent=0, level=2),
        Section("la_ma", "Mục II", "Mục II", "NHIỆM VỤ", upto(7, 12), line(7)),
        Section("so", "1", "khoản 1", "", upto(8, 11), line(8), parent=3, level=2),
        Section("chu", "a", "điểm a", "", line(9), line(9), parent=4, level=3),
        Section("chu", "b", "điểm b", "", line(10), line(10), parent=4, level=3),
        Section("chu", "c", "điểm c", "", line(11), line(11), parent=4, level=3),
        Section("so", "2", "khoản 2", "", line(12), line(12), parent=3, level=2),
        Section("phu_luc", "Phụ lục I", "Phụ lục I", "", upto(13, 16), line(13)),
    )
    page_break = text.index("bảo đảm an toàn thông tin")
    segments = (
        Segment(upto(0, 7), 1),
        Segment(Span(line(8).start, page_break), 2),
        Segment(Span(page_break, line(12).end), 3),
        Segment(upto(13, 16), 4),
    )

    def cells(n: int) -> tuple[Span, ...]:
        out, start = [], line(n).start
        for cell in PLAN_LINES[n].split(" | "):
            out.append(Span(start, start + len(cell)))
            start += len(cell) + 3
        return tuple(out)

    table = Table(upto(14, 16), cells(14), tuple(TableRow(line(n), cells(n)) for n in (15, 16)), line(14))
    head = Letterhead(
        kind="Kế hoạch",
        number="1090/KH-UBND",
        symbol="KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Mẫu",
        date="2026-01-06",
        year=2026,
        title="Ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước giai đoạn 2026 - 2030",
        signer="Nguyễn Văn Mẫu",
        spans={"number": line(1), "title": line(3)},
    )
    return Document(text, "pdf", head, sections, (table,), (), segments, page_count=4)


PLAN = _plan()

DIGEST_TEXT = (
    "Bản tóm lược do dự án biên soạn – không phải văn bản chính thức.\n"
    "Kế hoạch 1989/KH-UBND thực hiện Nghị quyết 71/NQ-CP về khoa học, công nghệ, đổi mới sáng tạo."
)
DIGEST = Document(
    DIGEST_TEXT,
    "text",
    Letterhead(kind="Tóm lược", title="Khoa học, công nghệ và đổi mới sáng tạo"),
    related_number="1989/KH-UBND",
)


def record_of(document: Document, document_id: int, **changes: object) -> DocumentRecord:
    record = DocumentRecord(
        id=document_id,
        version=1,
        file=f"van-ban-{document_id}.pdf",
        path=f"/kho/van-ban-{document_id}.pdf",
        state="ready",
        reason=None,
        letterhead=document.letterhead,
        pages=document.page_count,
        related_number=document.related_number,
        sha256=f"{document_id:064d}",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def split_by_section(document: Document) -> list[Passage]:
    """One passage for each leaf section's parent, one for each row; enough for tests, no more."""
    passages: list[Passage] = []
    rows = [(table, row) for table in document.tables for row in table.rows]
    for i, section in enumerate(document.sections):
        if section.level != 2:
            continue
        path = document.section_path(i)
        passages.append(
            Passage(
                section.span.of(document.text),
                section.span,
                section=i,
                path=tuple(s.marker for s in path),
                labels=tuple(s.label for s in path),
                heading=path[0].title,
                page_start=document.page_at(section.span.start),
                page_end=document.page_at(section.span.end - 1),
            )
        )
    for table, row in rows:
        header = " | ".join(cell.of(document.text) for cell in table.header if cell is not None)
        page = document.page_at(row.span.start)
        passages.append(
            Passage(
                row.span.of(document.text),
                row.span,
                "row",
                9,
                ("Phụ lục I",),
                ("Phụ lục I",),
                "",
                header,
                page_start=page,
                page_end=page,
            )
        )
    if not document.sections:
        span = Span(0, len(document.text))
        passages.append(Passage(document.text, span))
    return passages


@dataclass
class Desk:
    """Search and reader in one: hits ranked by the share of the question's words a passage (with its title) holds."""

    documents: dict[int, Document]
    records: dict[int, DocumentRecord] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    named: tuple[int, ...] = ()
    asked: list[tuple[str, tuple[int, ...] | None]] = field(default_factory=list)
    generation: int = 1
    recorded: dict[int, RecordedForce] = field(default_factory=dict)
    alike: tuple[tuple[int, int, float], ...] = ()

    def __post_init__(self) -> None:
        for document_id, document in self.documents.items():
            self.records.setdefault(document_id, record_of(document, document_id))

    def understand(
        self, question: str, scope: Scope, conversation: Conversation | None = None, *, as_typed: bool = False
    ) -> Question:
        check_question(question, Settings().max_question)
        return understand(question, conversation, steps=Steps().as_typed())

    def search(self, question: str | Question, scope: Scope, k: int = 10, *, as_typed: bool = False) -> SearchResult:
        understood = self.understand(question, scope) if isinstance(question, str) else question
        document_ids = understood.document_ids
        self.asked.append((understood.understanding.original, document_ids))
        words = set(strip_accents(understood.text).split())
        hits: list[Hit] = []
        for document_id in self.documents:
            if document_ids is not None and document_id not in document_ids:
                continue
            for stored in self.passages_of(document_id):
                text = f"{stored.passage.text} {stored.passage.context} {self.records[document_id].letterhead.title}"
                share = len(words & set(strip_accents(text).replace(",", " ").split())) / max(len(words), 1)
                hits.append(Hit(stored, self.records[document_id], share, {"dense": share}))
        hits.sort(key=lambda hit: (-hit.score, hit.stored.id))
        return SearchResult(tuple(hits[:k]), understood.understanding, self.choices, self.named)

    def compare(self, question: Question, texts: Sequence[str], /) -> Comparison:
        vectors = _vectors()
        return compare(question.sought, texts, Lexicon(vectors), vectors)

    @contextmanager
    def pin(self) -> Iterator[Desk]:
        yield self

    def document(self, document_id: int, /) -> Document:
        if document_id not in self.documents:
            raise DocumentNotFound("Không có.", "Hãy xem danh sách.")
        return self.documents[document_id]

    def record(self, document_id: int, /) -> DocumentRecord | None:
        return self.records.get(document_id)

    def lexical(self, query: LexicalQuery, k: int, scope: Scope, /) -> list[tuple[int, float]]:
        """The passages that hold a clause's term as it stands in their text, in the order of their ids."""
        terms = [term for _, term, boost in query.clauses if boost > 1]
        stored = [s for document_id in self.documents for s in self.passages_of(document_id)]
        return [(s.id, 1.0) for s in stored if any(term in fold(s.passage.text) for term in terms)][:k]

    def mentions_of(
        self, record: DocumentRecord, scope: Scope, relations: Collection[Relation] | None = None, /
    ) -> list[Mention]:
        """As the catalog's graph: by number alone, of the access groups of the scope."""
        number = canonical_number(record.letterhead.number or "")
        return [
            Mention(i, 1, r.span, r.relation, r.extent, r.number, kind=r.kind, date=r.date, effective=r.effective)
            for i, document in self.documents.items()
            if i != record.id and self.records[i].access_group in scope.access_groups
            for r in document.references
            if number is not None
            and canonical_number(r.number) == number
            and (relations is None or r.relation in relations)
        ]

    @property
    def relations_known(self) -> bool:
        return True

    def recorded_force(self, document_id: int, /) -> RecordedForce | None:
        return self.recorded.get(document_id)

    def laws_named(self, name: str, year: int | None, scope: Scope, /) -> list[DocumentRecord]:
        live = [r for r in self.records.values() if r.access_group in scope.access_groups]
        return [r for r in live if any(n == text_key(name) and year in (None, y) for n, y in law_names(r))]

    def near(self, scope: Scope, documents: Collection[int] | None = None, /) -> list[tuple[int, int, float]]:
        inside = {i for i, record in self.records.items() if record.access_group in scope.access_groups}
        both = [pair for a, b, alike in self.alike for pair in ((a, b, alike), (b, a, alike))]
        return [p for p in both if {p[0], p[1]} <= inside and (documents is None or p[0] in documents)]

    def passages(self, ids: Iterable[int], /) -> dict[int, StoredPassage]:
        held = {stored.id: stored for document_id in self.documents for stored in self.passages_of(document_id)}
        return {i: held[i] for i in ids if i in held}

    def passages_of(self, document_id: int, /) -> list[StoredPassage]:
        return [
            StoredPassage(document_id * 100 + n, document_id, self.records[document_id].version, passage)
            for n, passage in enumerate(split_by_section(self.documents[document_id]))
        ]
