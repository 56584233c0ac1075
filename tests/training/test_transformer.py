"""The training of encoder and reranker, in miniature and whole: what it learns from, that it learns and resumes."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from assistant.encoding import load_encoder, load_reranker
from training.transformer.loop import Workshop, rate_at, run_stage
from training.transformer.mine import HardPairs, Mined
from training.transformer.model import config, scoring_model
from training.transformer.pack import pack
from training.transformer.plan import FULL, MINIATURE, Shape, Stage
from training.transformer.rerank import score_pairs, train_reranker
from training.transformer.score import measures
from training.transformer.stages import train
from training.transformer.texts import Asked, Pack, read_pack
from training.transformer.vocabulary import SPECIAL, build_tokenizer, choose_vocabulary, count_words, plain_ids

THINGS = (
    "nước sạch", "đường giao thông", "trường học", "bệnh viện", "chợ nông thôn", "rừng phòng hộ", "đất ở", "bến xe",
    "thư viện", "công viên", "kênh mương", "điện lực",
)  # fmt: skip
DOINGS = ("quản lý", "xây dựng", "sửa chữa", "khai thác", "bàn giao")
TINY = replace(
    MINIATURE,
    shape=Shape(layers=1, hidden=32, heads=2, intermediate=64, longest=96),
    vocabulary=700,
    dimensions=(32, 16),
    shipped_dimension=16,
    pretrain=Stage(6, 8, 2e-3, 60, 8),
    contrast=Stage(6, 16, 2e-3, 60, 8),
    sharpen=Stage(3, 8, 5e-4, 60, 8),
    tune=Stage(2, 8, 2e-4, 60, 8),
    rerank=Stage(3, 16, 1e-3, 60, 16),
    retune=Stage(2, 8, 2e-4, 60, 8),
    negatives=2,
    window=48,
)


def write_jsonl(file: Path, rows: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if file.suffix == ".gz":
        file.write_bytes(gzip.compress(text.encode()))
    else:
        file.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True, scope="module")
def few_threads() -> Iterator[None]:
    """So small a network is slower with threads than without, much slower beside other tests."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out as the shared data, of texts made here."""
    root = tmp_path_factory.mktemp("data")
    articles = [
        {"_id": f"a{i}", "title": f"{doing.capitalize()} {thing}", "law": f"l{i % 4}", "source": "(Điều 1 Luật Mẫu của",
         "text": f"Ủy ban nhân dân cấp xã {doing} {thing} theo kế hoạch số {100 + i}/KH-UBND. " * (2 + i % 5)}
        for i, (thing, doing) in enumerate((t, d) for t in THINGS for d in DOINGS)
    ]  # fmt: skip
    for name, rows in (("zalo-phapdien", articles), ("drill", articles[:20]), ("alqac2025", articles[20:40])):
        write_jsonl(root / name / "corpus.jsonl.gz", rows)
        asked = [{"_id": f"{name}{i}", "text": f"Ai {row['title'].lower()}?"} for i, row in enumerate(rows[::2])]
        write_jsonl(root / name / "dev" / "queries.jsonl", asked)
        qrels = "".join(f"{q['_id']}\t{row['_id']}\t1\n" for q, row in zip(asked, rows[::2], strict=True))
        (root / name / "dev" / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + qrels, encoding="utf-8")
    news = [
        {"title": f"Tin {t}", "abstract": f"Tóm tắt về {t}", "body": f"Người dân nói về {t} tại xã. " * 6}
        for t in THINGS
    ]
    write_jsonl(root / "news-pairs" / "pairs.jsonl.gz", news)
    pairs = enumerate(((thing, doing) for thing in THINGS[:3] for doing in DOINGS), 1)
    articles_of_law = (
        f"Điều {i}. {d} {t}\nCác xã {d} {t} hằng năm và báo cáo kết quả thực hiện.\n" for i, (t, d) in pairs
    )
    law = "Luật Mẫu\n" + "".join(articles_of_law)
    (root / "laws").mkdir()
    with tarfile.open(root / "laws" / "laws-fulltext.tar.xz", "w:xz") as archive:
        entry = tarfile.TarInfo("mau.txt")
        entry.size = len(law.encode())
        archive.addfile(entry, io.BytesIO(law.encode()))
    return root


@pytest.fixture(scope="module")
def packed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pack")
    counts = pack(data, out, TINY, 10, {}, None, 0)
    assert counts["entries"] == counts["of"] == 60 + 15 + 20 + 20 + 12
    assert counts["questions"] == 30 + 10 + 10
    return out


def test_the_plans_keep_to_their_sizes() -> None:
    both = 2 * FULL.shape.parameters(FULL.vocabulary)
    assert both <= 40_000_000
    assert both * 1.05 <= 60e6  # a byte a weight, and the tokenizers
    stages = [FULL.pretrain, FULL.contrast, FULL.sharpen, FULL.rerank]
    assert sum(s.seconds for s in stages) + 6 * (FULL.tune.seconds + FULL.retune.seconds) <= 1_100


def test_parameters_are_counted_as_torch_counts_them() -> None:
    from transformers import BertModel

    shape = TINY.shape
    bert = BertModel(config(shape, 700), add_pooling_layer=False)
    assert sum(p.numel() for p in bert.parameters()) == shape.parameters(700)


def test_the_tokenizer_keeps_syllables_and_numbers_readable() -> None:
    counts = count_words(["kế hoạch số 1090/kh-ubnd"] * 3)
    terms = choose_vocabulary(counts, 400)
    tokenizer = build_tokenizer(terms)
    assert tokenizer.encode("[Q] kế hoạch 1090/kh-ubnd").tokens == [
        "[Q]",
        "kế",
        "hoạch",
        "1090",
        "/",
        "kh",
        "-",
        "ubnd",
    ]
    assert tokenizer.encode("20251").tokens == ["2", "##02", "##51"]
    plain = plain_ids(terms)
    assert [terms[plain[i]] for i in tokenizer.encode("kế hoạch").ids] == ["ke", "hoach"]
    assert terms[: len(SPECIAL)] == list(SPECIAL)


def test_a_pack_is_read_back_as_it_was(packed: Path) -> None:
    held = read_pack(packed)
    words = [held.texts.syllables[i] for i in held.texts.part(0, 0)]
    assert words == ["quản", "lý", "nước", "sạch"]
    assert [held.texts.syllables[i] for i in held.texts.part(1, 2)[:5]] == ["ủy", "ban", "nhân", "dân", "cấp"]
    one = next(q for q in held.questions if q.set == "drill")
    assert [held.texts.syllables[i] for i in held.texts.part(one.relevant[0], 0)] == words
    assert {q.fold for q in held.questions} == {0, 1, 2, 3, 4}


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(p / 100) for p in range(101)]
    assert rates[0] < 0.02
    assert max(rates) == pytest.approx(1.0, abs=0.01)
    assert rates[-1] == pytest.approx(0.0, abs=1e-9)


def test_a_stage_that_was_cut_ends_as_if_it_had_not_been(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(40, 1, 0.05, 1e9)
    monkeypatch.setattr("training.transformer.loop.SAVED_EVERY", -1.0)

    def trained(folder: Path, cut: int | None) -> torch.Tensor:
        folder.mkdir(exist_ok=True)
        torch.manual_seed(0)
        model = torch.nn.Linear(3, 1)

        def backward(step: int) -> float:
            if step == cut:
                raise KeyboardInterrupt
            x = torch.from_numpy(np.random.default_rng(step).random((8, 3)).astype(np.float32))
            loss = ((model(x) - x.sum(1, keepdim=True)) ** 2).mean()
            torch.autograd.backward(loss)
            return float(loss.detach())

        run_stage(Workshop(folder, "cpu", 1), "s", stage, model, backward)
        return model.weight.detach().clone()

    whole = trained(tmp_path / "whole", None)
    with pytest.raises(KeyboardInterrupt):
        trained(tmp_path / "cut", 17)
    np.testing.assert_allclose(trained(tmp_path / "cut", None).numpy(), whole.numpy(), atol=1e-6)
    assert not list((tmp_path / "cut").glob("*.pt"))


def test_the_reranker_learns_which_passage_holds_the_word_asked_for(packed: Path, tmp_path: Path) -> None:
    held, rng = read_pack(packed), np.random.default_rng(5)
    words = np.arange(200, 206, dtype=np.int32)
    asked = rng.choice(words, 400)
    others = [rng.permutation(words[words != word]) for word in asked]
    mined = Mined(
        [np.array([word], np.int32) for word in asked],
        [np.array([word, other[0]], np.int32) for word, other in zip(asked, others, strict=True)],
        [[other[i : i + 2] for i in range(3)] for other in others],
        np.full(len(asked), -1),
    )
    shop = Workshop(tmp_path, "cpu", 1)
    plan = replace(TINY, shape=replace(TINY.shape, layers=2, hidden=48, heads=4))
    from transformers import BertModel

    torch.manual_seed(1)
    model = scoring_model(BertModel(config(plan.shape, held.vocabulary), add_pooling_layer=False), 1)
    pairs = HardPairs(mined, np.arange(300), replace(held, plain=np.arange(held.vocabulary, dtype=np.int32)), 24, 3, 1)
    model = train_reranker("r", Stage(240, 96, 3e-3, 300, 96), pairs, model, plan, shop)
    right = sum(
        int(np.argmax(score_pairs(model, q, [p, *n], 96, shop)) == 0)
        for q, p, n in zip(mined.questions[300:], mined.passages[300:], mined.negatives[300:], strict=True)
    )
    assert right > 60, right  # of 100 lists it never saw, where chance is 25


def test_measures_by_hand() -> None:
    one = Asked("drill", "q", np.zeros(1, np.int32), (7, 9), (), 0)
    entries = np.array([3, 7, 4, 9])
    found = measures([(one, entries, np.zeros(4, np.float32), np.array([0.0, 5.0, 1.0, 9.0], np.float32))])
    ideal = 1 + 1 / np.log2(3)
    assert found["encoder"]["nDCG@10"] == pytest.approx((1 / np.log2(3) + 1 / np.log2(5)) / ideal, abs=1e-4)
    assert found["encoder"]["RR@10"] == 0.5
    assert found["reranked"]["nDCG@10"] == 1.0
    assert found["encoder"]["R@10"] == found["reranked"]["R@100"] == 1.0


@pytest.mark.slow
def test_from_texts_to_models_that_the_program_loads(packed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    train(packed, out, TINY, "cpu", until="sharpen")
    assert not (out / "models").exists()
    train(packed, out, TINY, "cpu", until=None)
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    done = [line["stage"] for line in lines if line.get("done")]
    assert done == ["pretrain", "contrast", "mine", "sharpen", "rerank", "folds", "final", "export"]
    folds = {line["set"]: line for line in lines if line["stage"] == "folds" and "set" in line}
    assert {name: line["questions"] for name, line in folds.items()} == {
        "zalo-phapdien": 30,
        "drill": 10,
        "alqac2025": 10,
    }
    encoder, reranker = load_encoder(str(out / "models" / "encoder")), load_reranker(str(out / "models" / "reranker"))
    assert encoder is not None
    assert reranker is not None
    assert encoder.encode_passages(["Quản lý nước sạch\nỦy ban nhân dân xã"]).vectors.shape == (1, 16)
    assert reranker.score("Ai quản lý nước sạch?", ["Quản lý nước sạch", "Bến xe"]).shape == (2,)


@pytest.mark.slow
def test_one_seed_gives_one_model(packed: Path, tmp_path: Path) -> None:
    """Pretraining and contrast twice; the drawing by several processes must not matter."""
    for name in ("one", "two"):
        train(packed, tmp_path / name, TINY, "cpu", until="contrast")
    one, two = (
        next((tmp_path / name / "contrasted").rglob("model.safetensors")).read_bytes() for name in ("one", "two")
    )
    assert one == two


def test_no_question_of_a_fold_is_among_those_its_models_are_tuned_on(packed: Path) -> None:
    held: Pack = read_pack(packed)
    for fold in range(5):
        kept = {entry for q in held.questions if q.fold != fold for entry in q.relevant if q.set == "zalo-phapdien"}
        asked = {entry for q in held.questions if q.fold == fold for entry in q.relevant if q.set == "zalo-phapdien"}
        assert not kept & asked
