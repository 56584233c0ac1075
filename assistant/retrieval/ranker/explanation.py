"""Why a hit stands where it does, in words a person can check."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.retrieval.candidates.gathering import Found
from assistant.retrieval.ranker.learned import Ranker
from assistant.retrieval.ranker.weighing import Weighed
from assistant.types import Explanation, MatchedTerm, Reason

# What a person can be told: more are too small to matter.
REASONS = 6

WORDS: Mapping[str, str] = {
    "lexical": "đoạn chứa nhiều từ khóa hiếm của câu hỏi",
    "lexical_rank": "thứ hạng khi tìm theo từ khóa",
    "lexical_second": "đoạn thứ hai của mục cũng chứa từ khóa",
    "lexical_found": "số đoạn của mục tìm được theo từ khóa",
    "dense": "gần nghĩa với câu hỏi, so với kết quả gần nhất",
    "dense_gap": "tỷ lệ gần nghĩa so với kết quả gần nhất",
    "dense_rank": "thứ hạng khi tìm theo nghĩa",
    "dense_second": "đoạn thứ hai của mục cũng gần nghĩa",
    "dense_found": "số đoạn của mục tìm được theo nghĩa",
    "fused": "điểm gộp từ khóa và nghĩa của đoạn",
    "fused_rank": "thứ hạng theo điểm gộp của đoạn",
    "base": "điểm gộp của đoạn và cả mục",
    "base_rank": "thứ hạng theo điểm gộp của cả mục",
    "section": "cả mục chứa nhiều từ khóa",
    "section_rank": "thứ hạng theo từ khóa của cả mục",
    "title": "tiêu đề chứa từ khóa hiếm",
    "passage_best": "đoạn khớp từ khóa nhất trong mục",
    "passage_second": "đoạn khớp từ khóa thứ hai trong mục",
    "passage_sum": "tổng điểm từ khóa của các đoạn trong mục",
    "covered": "phần từ của câu hỏi có trong mục",
    "covered_pairs": "phần cặp từ của câu hỏi có trong mục",
    "title_covered": "phần từ của câu hỏi có trong tiêu đề",
    "title_share": "phần tiêu đề được câu hỏi nhắc đến",
    "passage_covered": "phần từ của câu hỏi có trong đoạn",
    "passage_covered_pairs": "phần cặp từ của câu hỏi có trong đoạn",
    "rarest": "từ hiếm nhất còn thiếu",
    "rarest_pair": "cặp từ hiếm nhất còn thiếu",
    "stretch": "chuỗi từ liền nhau dài nhất giống câu hỏi",
    "stretch_title": "tiêu đề lặp lại nguyên cụm trong câu hỏi",
    "company_close": "từ khóa đứng gần nhau trong một vế câu",
    "company_wide": "từ khóa đứng gần nhau trong một câu",
    "density": "mật độ từ khóa trong mục",
    "length": "độ dài của mục",
    "passages": "số đoạn của mục",
    "first_match": "vị trí của đoạn trong mục",
    "title_length": "độ dài tiêu đề",
    "asked_length": "độ dài câu hỏi",
    "fits": "có dạng thông tin được hỏi (ngày, số, cơ quan…)",
    "opening": "phần mở đầu văn bản",
    "depth": "độ sâu của mục trong văn bản",
    "kind_named": "đúng loại văn bản được nhắc đến",
    "dense_mean": "cả mục gần nghĩa với câu hỏi",
    "near": "từ trong mục gần nghĩa với từ của câu hỏi",
    "near_pairs": "cặp từ trong mục gần nghĩa với cặp từ của câu hỏi",
    "near_passage": "có đoạn gồm các từ gần nghĩa với câu hỏi",
    "near_shown": "đoạn này gồm các từ gần nghĩa với câu hỏi",
    "near_title": "tiêu đề gồm các từ gần nghĩa với câu hỏi",
    "title_explained": "tiêu đề không nói gì ngoài điều được hỏi",
    "near_gap": "từ trong mục gần nghĩa với từ của câu hỏi, so với kết quả tốt nhất",
    "near_pairs_gap": "cặp từ trong mục gần nghĩa, so với kết quả tốt nhất",
    "near_passage_gap": "có đoạn gồm các từ gần nghĩa, so với kết quả tốt nhất",
    "near_shown_gap": "đoạn này gồm các từ gần nghĩa, so với kết quả tốt nhất",
    "near_title_gap": "tiêu đề gồm các từ gần nghĩa, so với kết quả tốt nhất",
    "title_explained_gap": "tiêu đề sát điều được hỏi, so với kết quả tốt nhất",
}


def explanation(found: Found, weighed: Weighed, row: int, ranker: Ranker | None) -> Explanation:
    """Of candidate `row`; `ranker` None: the formula alone ranked it."""
    seen, counts = weighed.seen[row], weighed.matches.counts
    titles = counts[seen.title] + counts[seen.heading]
    texts = counts[seen.passages.start : seen.passages.stop].sum(axis=0)
    terms = [
        MatchedTerm(term, float(value), int(title), int(text))
        for term, value, title, text in zip(weighed.wording.terms, weighed.wording.values, titles, texts, strict=True)
    ]
    terms.sort(key=lambda t: (-t.value, t.term))
    return Explanation(
        tuple(t for t in terms if t.title + t.text),
        tuple(t.term for t in terms if not t.title + t.text),
        found.candidate.lexical,
        found.candidate.cosine,
        _reasons(weighed, row, ranker) if ranker is not None else (),
    )


def _reasons(weighed: Weighed, row: int, ranker: Ranker) -> tuple[Reason, ...]:
    """What moved this candidate most against the mean of the candidates."""
    moved = ranker.contributions(weighed.features)
    against = moved[row] - moved.mean(axis=0)
    order = sorted(range(len(ranker.names)), key=lambda i: (-abs(against[i]), i))[:REASONS]
    names, values = ranker.names, weighed.features[row]
    return tuple(Reason(names[i], WORDS[names[i]], float(values[i]), float(against[i])) for i in order)
