"""The support check against its labelled pairs, and a model in its place."""

from __future__ import annotations

from eval.metrics.support import LEAST_SHARE, ByModel, ByWords, agreement, fitted_share, labelled_pairs


def test_the_pairs_are_balanced_and_different() -> None:
    pairs = labelled_pairs()
    assert len({(p.statement, p.evidence) for p in pairs}) == len(pairs) >= 50
    assert 0.4 < sum(p.supported for p in pairs) / len(pairs) < 0.6


def test_the_share_is_the_fitted_one() -> None:
    assert fitted_share(labelled_pairs()) == LEAST_SHARE


def test_it_agrees_with_the_labels() -> None:
    assert agreement(ByWords()) > 0.85


def test_fitted_on_other_evidence_it_still_agrees() -> None:
    pairs = labelled_pairs()
    evidence = sorted({pair.evidence for pair in pairs})
    right = 0
    for fold in range(5):
        out = set(evidence[fold::5])
        check = ByWords(fitted_share([p for p in pairs if p.evidence not in out]))
        right += sum(check.supports(p.statement, p.evidence) == p.supported for p in pairs if p.evidence in out)
    assert right / len(pairs) > 0.9


def test_a_model_asked() -> None:
    asked: list[str] = []

    def said(prompt: str) -> str:
        asked.append(prompt)
        return "Có, vì đoạn văn nêu rõ." if "12 ngày" in prompt else "Không."

    judge = ByModel("thử", said)
    assert judge.supports("hạn 12 ngày", "trong 12 ngày")
    assert not judge.supports("hạn 7 ngày", "trong bảy ngày")
    assert "Nhận định:\nhạn 12 ngày" in asked[0]
