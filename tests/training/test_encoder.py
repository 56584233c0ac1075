"""The training of the bundled transformer encoder: each step against values computed by hand, in miniature."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from assistant.encoding import load_encoder
from assistant.retrieval.ranker.features import NAMES
from training.encoder.export import write_folder, write_sentence_folder
from training.encoder.graph import in_eight_bits
from training.encoder.judged import blended
from training.encoder.learning import loop
from training.encoder.learning.contrast import Contrast, Example, doubtful, info_nce
from training.encoder.learning.loop import Log, Masters, rate_at, run_stage
from training.encoder.measuring.measure import Judged, figures, ndcg
from training.encoder.measuring.refit import CHOSEN, margins, with_cosines
from training.encoder.measuring.score import Asked, Scored, join_scores, score, write_scores
from training.encoder.measuring.served import open_served
from training.encoder.pairs.candidates import Candidates, alike, likely_passages, read_candidates, terms
from training.encoder.pairs.corpora import Article, Question, Read, passages
from training.encoder.pairs.labelled import LabelledDrawing, Row, question_folds, read_rows, write_rows
from training.encoder.pairs.mine import mine
from training.encoder.pairs.noise import typed
from training.encoder.pairs.unlabelled import Drawing
from training.encoder.plan import MINIATURE_SHAPE, Plan, Stage
from training.encoder.start.convert import network_of
from training.encoder.start.network import Network, encode, freeze, load_network, save_network
from training.encoder.start.q4 import BLOCK_BYTES, dequantise, read_q4
from training.encoder.start.trim import kept_pieces, parity, trimmed_network, trimmed_tokenizer
from training.ranker import by_folds, load, measure

THINGS = ("nước sạch", "đường giao thông", "trường học", "bệnh viện", "chợ", "rừng", "đất ở", "bến xe")
DOINGS = ("quản lý", "xây dựng", "sửa chữa", "bàn giao")
WORDS = sorted({word for text in (*THINGS, *DOINGS) for word in text.split()} | {"query:", "passage:", "ai", "xã"})
LETTERS = sorted({letter for word in WORDS for letter in word} | set("abcdefghiklmnopqrstuvxy"))


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def vocab() -> list[tuple[str, float]]:
    special = [(piece, 0.0) for piece in ("<s>", "<pad>", "</s>", "<unk>")]
    return [*special, ("▁", -4.0), *((f"▁{word}", -3.0) for word in WORDS), *((letter, -9.0) for letter in LETTERS)]


@pytest.fixture(scope="module")
def source() -> str:
    """A tokenizer of the form of XLM-R's, of some fifty pieces."""
    from tokenizers import Tokenizer
    from tokenizers.models import Unigram
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    made = Tokenizer(Unigram(vocab(), unk_id=3))
    made.pre_tokenizer = Metaspace()
    made.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    made.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    return str(made.to_str())


@pytest.fixture(scope="module")
def tokenizer(source: str) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_str(source)


def miniature(seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return Network(MINIATURE_SHAPE, len(vocab())).eval()


def article(number: int, title: str, text: str, name: str = "drill") -> Article:
    return Article(name, f"a{number}", title, "Luật Mẫu", text, f"key {text[:30]}")


def toy_pairs() -> list[Example]:
    return [
        Example(f"ai {doing} {thing}", f"xã {doing} {thing}", frozenset((f"{doing} {thing}",)))
        for thing in THINGS
        for doing in DOINGS
    ]


# The 4-bit file


def test_a_block_is_its_scale_times_each_half_byte_less_eight() -> None:
    # Byte j: number j in the low half, number j + 16 in the high half. 0.5 in float16 is 0x3800.
    halves = bytes([0x80, 0xF7, 0x09] + [0x88] * 13)
    numbers = dequantise(np.frombuffer(bytes([0x00, 0x38]) + halves, np.uint8), 32)
    wanted = np.zeros(32)
    wanted[[0, 1, 2]] = -4.0, -0.5, 0.5  # 0 - 8, 7 - 8, 9 - 8, halved
    wanted[[16, 17, 18]] = 0.0, 3.5, -4.0  # 8 - 8, 15 - 8, 0 - 8, halved
    assert numbers.tolist() == wanted.tolist()


def test_bytes_that_are_no_whole_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="are not 64 numbers"):
        dequantise(np.zeros(BLOCK_BYTES, np.uint8), 64)


def q4_file(tensors: dict[str, bytes], counts: dict[str, int]) -> bytes:
    head = b"E5S1" + struct.pack("<I7if i5i", 1, 32, 1, 2, 32, 2, 4, 2, 1e-12, 32, 1, 0, 1, 2, 3)
    head += struct.pack("<Q", 3) + struct.pack("<2I", 0, 3) + struct.pack("<f", 0.0) + b"abc"
    head += struct.pack("<iI", 0, 2) + b"zz" + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    directory, body = b"", b""
    for name, data in tensors.items():
        kind = 0 if len(data) == 4 * counts[name] else 1
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, counts[name], at + len(body), len(data))
        body += data
    return head + directory + body


def whole_file() -> bytes:
    """One layer of width 32, two pieces: vectors float32, matrices blocks whose numbers are all scale · (low - 8)."""
    vectors = {"emb.ln.w": 32, "emb.ln.b": 32, "emb.type": 64, "emb.pos": 128}
    blocks = {"emb.word": 64}
    for short, count in {"q": 1024, "k": 1024, "v": 1024, "ao": 1024, "fi": 1024, "fo": 1024}.items():
        blocks[f"l0.{short}.w"], vectors[f"l0.{short}.b"] = count, 32
    for short in ("aln", "oln"):
        vectors[f"l0.{short}.w"] = vectors[f"l0.{short}.b"] = 32
    block = np.float16(0.25).tobytes() + bytes([0x9A] * 16)
    tensors = {name: np.arange(count, dtype="<f4").tobytes() for name, count in vectors.items()}
    tensors |= {name: block * (count // 32) for name, count in blocks.items()}
    return q4_file(tensors, vectors | blocks)


def test_a_whole_file_becomes_a_network(tmp_path: Path) -> None:
    file = tmp_path / "small.bin"
    file.write_bytes(whole_file())
    network = network_of(read_q4(file))
    state = network.state_dict()
    assert (network.shape.layers, network.shape.hidden, network.vocabulary) == (1, 32, 2)
    row = state["embeddings.word_embeddings.weight"][1].tolist()
    assert row == [0.5] * 16 + [0.25] * 16  # 0.25 · (10 - 8) and 0.25 · (9 - 8)
    assert state["embeddings.token_type_embeddings.weight"].tolist() == [list(map(float, range(32)))]
    assert state["encoder.layer.0.output.LayerNorm.bias"].tolist() == list(map(float, range(32)))


@pytest.mark.parametrize("damage", [lambda data: b"GGUF" + data[4:], lambda data: data[:-40], lambda data: data[:50]])
def test_a_damaged_file_is_named(tmp_path: Path, damage: Any) -> None:
    file = tmp_path / "small.bin"
    file.write_bytes(damage(whole_file()))
    with pytest.raises(ValueError, match=r"small\.bin"):
        read_q4(file)


# Trimming


def test_trimming_keeps_vectors_and_pieces(source: str, tokenizer: Any) -> None:
    from tokenizers import Tokenizer

    texts = [f"{doing} {thing}" for doing in DOINGS for thing in THINGS]
    counts = np.zeros(len(vocab()), np.int64)
    for text in texts:
        counts[np.unique(tokenizer.encode(text, add_special_tokens=False).ids)] += 1
    kept = kept_pieces(vocab(), counts)
    gone = {piece for i, (piece, _) in enumerate(vocab()) if i not in kept}
    assert gone == {"▁query:", "▁passage:", "▁ai", "▁xã"}
    network = miniature()
    small, pieces = trimmed_network(network, kept), Tokenizer.from_str(trimmed_tokenizer(source, kept))
    assert small.vocabulary == len(kept) == pieces.get_vocab_size()
    found = parity((network, tokenizer), (small, pieces), texts, 32)
    assert found["same"] == 1.0
    assert found["least"] == pytest.approx(1.0, abs=1e-6)
    # A text with a piece that is gone is spelled out, not unknown.
    assert 3 not in pieces.encode("ai").ids


def test_weights_survive_their_file(tmp_path: Path) -> None:
    network = miniature()
    save_network(network, tmp_path / "n.safetensors")
    back = load_network(tmp_path / "n.safetensors")
    assert back.shape == MINIATURE_SHAPE
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), back.parameters(), strict=True))


# The network


def test_padding_and_company_change_no_vector() -> None:
    network = miniature()
    sequences = [[0, 9, 10, 2], [0, 11, 12, 13, 14, 15, 2], [0, 16, 2]]
    together = encode(network, sequences)
    alone = np.concatenate([encode(network, [sequence]) for sequence in sequences])
    assert np.abs(together - alone).max() < 1e-6
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-6)


def test_the_network_is_transformers_bert(tokenizer: Any) -> None:
    from training.encoder.export import bert_of

    network = miniature()
    ids = torch.tensor([[0, 9, 10, 2], [0, 11, 2, 1]])
    mask = (ids != 1).long()
    with torch.no_grad():
        hidden = bert_of(network)(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        wanted = mean / mean.norm(dim=1, keepdim=True)
        assert (network(ids, mask) - wanted).abs().max() < 1e-5


# The loss


def test_the_loss_by_hand() -> None:
    q = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    p = torch.tensor([[1.0, 0.0], [0.6, 0.8], [0.8, 0.6]])
    blocked = torch.zeros(2, 3, dtype=torch.bool)
    # Rows of products at temperature .5: [2, 1.2, 1.6] and [0, 1.6, 1.2]; columns over own passages [2, 0], [1.2, 1.6].
    first = math.log(math.exp(2) + math.exp(1.2) + math.exp(1.6)) - 2
    second = math.log(1 + math.exp(1.6) + math.exp(1.2)) - 1.6
    back = (math.log(math.exp(2) + 1) - 2 + math.log(math.exp(1.2) + math.exp(1.6)) - 1.6) / 2
    wanted = ((first + second) / 2 + 0.3 * back) / 1.3
    assert float(info_nce(q, p, blocked, 0.5)) == pytest.approx(wanted, abs=1e-6)


def test_what_may_be_right_is_left_out_of_the_loss() -> None:
    a, b, c = (frozenset((key,)) for key in "abc")
    assert doubtful([a, a | b], [a, b, c, a]).tolist() == [
        [False, False, False, True],
        [True, False, False, True],
    ]
    q, p = torch.eye(2), torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    blocked = torch.tensor([[False, True], [True, False]])
    # Both products that are left out would have been the greatest; without them nothing is lost.
    assert float(info_nce(q, p, blocked, 0.02)) == pytest.approx(0.0, abs=1e-6)


def contrast_of(network: Network, tokenizer: Any, memory: int = 0) -> Contrast:
    return Contrast(network, tokenizer, 16, 16, 0.1, memory)


def test_long_texts_keep_their_end_mark(tokenizer: Any) -> None:
    rows = contrast_of(miniature(), tokenizer).tokens(["nước sạch " * 30, "chợ"], "query: ", 16)
    assert len(rows[0]) == 16
    assert (rows[0][0], rows[0][-1]) == (0, 2)
    assert len(rows[1]) < 16


def test_the_memory_holds_the_last_passages(tokenizer: Any) -> None:
    contrast = contrast_of(miniature().train(), tokenizer, memory=5)
    pairs = toy_pairs()
    contrast.backward(pairs[:4])
    contrast.backward(pairs[4:8])
    assert [of for _, of in contrast.state()] == [sorted(pair.keys) for pair in pairs[3:8]]


# The loop


def trained(folder: Path, tokenizer: Any, steps: int, killed_at: int | None = None) -> tuple[Network, list[float]]:
    network = miniature().train()
    contrast = contrast_of(network, tokenizer, memory=6)
    pairs, losses = toy_pairs(), []

    def backward(step: int) -> float:
        if step == killed_at:
            raise KeyboardInterrupt
        chosen = np.random.default_rng([1, step]).choice(len(pairs), 8, replace=False)
        losses.append(contrast.backward([pairs[i] for i in chosen]))
        return losses[-1]

    stage = Stage(math.inf, 8, 3e-3, memory=6, steps=steps)
    run_stage("toy", stage, network, backward, folder / "toy.part", Log(folder / "log.jsonl"), contrast)
    return network, losses


def test_a_killed_training_goes_on_to_the_same_weights(
    tmp_path: Path, tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVED_EVERY", -1.0)
    whole, losses = trained(tmp_path / "whole", tokenizer, 8)
    with pytest.raises(KeyboardInterrupt):
        trained(tmp_path / "killed", tokenizer, 8, killed_at=5)
    assert (tmp_path / "killed" / "toy.part").is_file()
    resumed, rest = trained(tmp_path / "killed", tokenizer, 8)
    assert rest == losses[5:]
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), resumed.parameters(), strict=True))
    assert not (tmp_path / "killed" / "toy.part").exists()


def test_the_loss_falls(tmp_path: Path, tokenizer: Any) -> None:
    network, losses = trained(tmp_path, tokenizer, 60)
    assert np.mean(losses[-10:]) < 0.5 * np.mean(losses[:5])
    assert {p.dtype for p in network.parameters()} == {torch.float32}
    said = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["step"] for line in said] == [10, 20, 30, 40, 50, 60]


def test_the_rate_rises_and_falls() -> None:
    assert rate_at(0.04) == pytest.approx(0.5)
    assert rate_at(0.08) == pytest.approx(1.0)
    assert rate_at(0.54) == pytest.approx(0.5)
    assert rate_at(1.0) == pytest.approx(0.0)


def test_gradients_that_are_not_finite_move_nothing() -> None:
    network = miniature().train()
    masters = Masters(network)
    before = [full.clone() for full in masters.full]
    for p in masters.low:
        p.grad = torch.full_like(p, float("nan"))
    assert masters.step(1e-2) is False
    assert all(torch.equal(a, b) for a, b in zip(before, masters.full, strict=True))


def test_what_is_frozen_keeps_its_numbers(tmp_path: Path, tokenizer: Any) -> None:
    network, before = miniature().train(), miniature().state_dict()
    freeze(network, 1)
    contrast, pairs = contrast_of(network, tokenizer), toy_pairs()
    stage = Stage(math.inf, 8, 3e-3, steps=3)
    run_stage("toy", stage, network, lambda _: contrast.backward(pairs[:8]), tmp_path / "toy.part",
              Log(tmp_path / "log.jsonl"), contrast)  # fmt: skip
    after = network.state_dict()
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert {name for name in before if name.startswith(("embeddings", "encoder.layer.0."))} == same


# Pairs and negatives


def law() -> list[Article]:
    return [
        article(i, f"{doing.capitalize()} {thing}", f"Ủy ban nhân dân xã {doing} {thing} mỗi năm hai lần. " * 3)
        for i, (thing, doing) in enumerate((t, d) for t in THINGS for d in DOINGS)
    ]


def test_the_same_batch_whoever_draws_it() -> None:
    reading = [Read("ai là chủ tịch xã", ("Chủ tịch xã là ông A.",), ("Xã có ba thôn.",))]
    first, second = (Drawing(law(), [], reading, 0.3, 5) for _ in range(2))
    assert first.draw(3, 20) == second.draw(3, 20) != first.draw(4, 20)
    read = [pair for pair in first.draw(0, 200) if pair.wrong]
    assert read
    assert {pair.wrong[0][0] for pair in read} == {"Xã có ba thôn."}


def test_a_question_is_bare_as_often_as_planned() -> None:
    import random

    rng = random.Random(0)
    bare = sum(typed("Ủy ban", 0.33, rng) == "Uy ban" for _ in range(2_000))
    assert 0.3 < bare / 2_000 < 0.4


def test_no_text_is_judged_in_two_folds() -> None:
    """The same law in two sets, under two ids, is one text."""
    articles = {(name, f"d{i}"): replace(article(i, "", f"văn bản {i}"), set=name, id=f"d{i}")
                for name in ("drill", "alqac2025") for i in range(6)}  # fmt: skip
    questions = [Question(name, f"q{i}", "hỏi", (f"d{i}",)) for name in ("drill", "alqac2025") for i in range(6)]
    parts = question_folds(questions, articles, 2)
    assert parts[:6] == parts[6:]
    assert sorted(np.bincount(parts).tolist()) == [6, 6]


def test_negatives_are_what_both_find_but_no_twin() -> None:
    held = {
        ("drill", "right"): article(0, "Quản lý chợ", "Ủy ban nhân dân xã quản lý chợ trên địa bàn theo quy chế."),
        ("drill", "twin"): article(1, "Quản lý chợ", "Ủy ban nhân dân phường quản lý chợ trên địa bàn theo quy chế."),
        ("drill", "far"): article(2, "Đất ở", "Hộ gia đình được giao đất ở nộp tiền sử dụng một lần."),
    }
    held = {key: replace(one, id=key[1]) for key, one in held.items()}
    question = Question("drill", "q", "ai quản lý chợ", ("right",))
    found = Candidates("q", ("twin", "right", "far"), np.array([3.0, 2.0, 1.0]), np.arange(3))
    encoder = load_encoder("bundled")
    assert encoder is not None
    (row,) = mine(encoder, Plan(), [question], held, {("drill", "q"): found}, [1])
    assert row.right == passages("Quản lý chợ", held["drill", "right"].text)
    assert [key for _, key in row.wrong] == [held["drill", "far"].key]
    assert row.fold == 1


def test_rows_survive_their_file_and_sets_count_with_their_root(tmp_path: Path) -> None:
    rows = [Row("big", f"b{i}", f"câu {i}", ("đúng",), ("k",), (("sai", "s"), ("sai hai", "t")), 0) for i in range(64)]
    rows += [Row("small", f"s{i}", f"hỏi {i}", ("đúng",), ("k",), (), 1) for i in range(4)]
    write_rows(rows, tmp_path / "rows.jsonl")
    assert read_rows(tmp_path / "rows.jsonl") == rows
    drawing = LabelledDrawing(rows, 2, 0.0, 0)
    # 64 rows of weight 1/8 against 4 of weight 1/2: 8 to 2.
    assert drawing.chances[:64].sum() == pytest.approx(0.8)
    (example,) = drawing.draw(0, 1)
    assert len(example.wrong) in (0, 2)


def test_the_likeliest_passages_share_most_terms() -> None:
    text = "\n".join(f"{i}. {thing} " + f"do xã {DOINGS[i % 4]} " * 30 for i, thing in enumerate(THINGS))
    one = article(0, "Việc", text)
    chosen = likely_passages(terms("ai sửa chữa trường học"), one, 1)
    assert "trường học" in chosen[0]
    assert len(passages("Việc", text)) > 3
    assert alike({"a", "b"}, [{"b", "c"}, {"a", "b", "c"}]) == pytest.approx(2 / 3)


# Figures


def test_ndcg_by_hand() -> None:
    relevant = np.array([True, False, True])
    wanted = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert ndcg(relevant, np.array([1, 0, 2]), 2) == pytest.approx(wanted)


def test_a_weight_is_judged_on_questions_it_was_not_chosen_by() -> None:
    """In fold 0 the cosine is right, in fold 1 wrong: each fold gets the weight of the other."""
    helped = Judged(np.array([False, True]), np.array([1.0, 0.0]), np.array([0.1, 0.9]), 1, 0)
    harmed = Judged(np.array([True, False]), np.array([1.0, 0.0]), np.array([0.1, 0.9]), 1, 1)
    found = figures([helped, harmed])
    assert found.alphas[0] == 0.0 < found.alphas[1]
    second = 1 / math.log2(3)
    assert found.ranking.ndcg == pytest.approx((second + 1) / 2)
    assert found.ranking.mrr == pytest.approx(0.75)
    assert (found.mixed.ndcg, found.mixed.mrr) == (pytest.approx(second), 0.5)
    assert found.cosine.ndcg == pytest.approx((1 + second) / 2)


def test_cosines_by_candidate() -> None:
    """A toy encoder: one axis for each of three words, so that every cosine can be told."""
    axes = ("chợ", "rừng", "bến")

    def run(texts: Any) -> Any:
        rows = np.array([[float(axis in text) for axis in axes] for text in texts], np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    held = {("drill", "x"): article(0, "chợ", "rừng"), ("drill", "y"): article(1, "bến", "bến")}
    found = Candidates("q", ("x", "y"), np.array([2.0, 1.0]), np.arange(2))
    (got,) = score([Asked("drill", "strip", "bến", "chợ rừng", found)], held, run)
    assert got.best == pytest.approx([1.0, 0.0])  # the passage is the title and "rừng"
    assert got.title == pytest.approx([math.sqrt(0.5), 0.0])
    assert got.typed == pytest.approx([0.0, 1.0])
    assert got.mean == pytest.approx([1.0, 0.0])


# Export


def test_the_exported_folders_give_the_same_vectors(tmp_path: Path, source: str, tokenizer: Any) -> None:
    from sentence_transformers import SentenceTransformer

    network, file = miniature(), tmp_path / "tokenizer.json"
    file.write_text(source, encoding="utf-8")
    texts = [f"{doing} {thing}" for doing in DOINGS for thing in THINGS] + ["xã " * 80]
    prefixed = [f"passage: {text}" for text in texts]
    rows = [found.ids for found in tokenizer.encode_batch(prefixed)]
    wanted = encode(network, [row if len(row) <= 32 else [*row[:31], row[-1]] for row in rows])

    write_folder(network, file, tmp_path / "int8", 32)
    served = open_served(tmp_path / "int8").encode(prefixed)
    assert (served * wanted).sum(1).min() > 0.999
    assert sorted(path.name for path in (tmp_path / "int8").iterdir()) == [
        "model.onnx",
        "tokenizer.json",
        "trained.json",
    ]

    write_sentence_folder(network, file, tmp_path / "sentence", 32)
    model = SentenceTransformer(str(tmp_path / "sentence"), device="cpu")
    theirs = model.encode(texts, prompt_name="passage")
    assert np.abs(theirs - wanted).max() < 1e-3


def test_a_vector_is_of_its_text_alone(tmp_path: Path, source: str) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(source, encoding="utf-8")
    write_folder(miniature(), file, tmp_path / "int8", 32)
    graph = open_served(tmp_path / "int8").graph
    ids = np.random.default_rng(3).integers(4, len(vocab()), (5, 20))
    alone = graph.run(None, {"input_ids": ids[:1, :9], "attention_mask": np.ones((1, 9), np.int64)})[0]
    mask = np.ones((5, 20), np.int64)
    mask[0, 9:] = 0
    beside = graph.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    assert np.abs(beside[0] - alone[0]).max() < 1e-6
    assert np.linalg.norm(beside, axis=1) == pytest.approx(1, abs=1e-5)


def test_tokens_a_hundred_times_the_others_leave_these_their_steps(tmp_path: Path, source: str) -> None:
    network, file = miniature(), tmp_path / "tokenizer.json"
    file.write_text(source, encoding="utf-8")
    with torch.no_grad():
        # The inner layer of the mark <s> alone, as of trained networks: one direction, which nothing else has.
        network.embeddings.word_embeddings.weight[0] = 100 * torch.eye(network.shape.hidden)[0]
        network.encoder.layer[0].intermediate.dense.weight[0] = 20 * torch.eye(network.shape.hidden)[0]  # type: ignore[index,union-attr]
    write_folder(network, file, tmp_path / "int8", 32)
    rows = np.random.default_rng(4).integers(4, len(vocab()), (16, 12))
    rows[:, 0] = 0
    served = open_served(tmp_path / "int8").graph.run(None, {"input_ids": rows, "attention_mask": np.ones_like(rows)})
    assert (served[0] * encode(network, rows.tolist())).sum(1).min() > 0.999


def test_nothing_but_padding_has_no_direction(tmp_path: Path, source: str) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(source, encoding="utf-8")
    write_folder(miniature(), file, tmp_path / "int8", 32)
    ids = np.full((1, 4), 1)
    found = open_served(tmp_path / "int8").graph.run(None, {"input_ids": ids, "attention_mask": np.zeros_like(ids)})[0]
    assert found.tolist() == [[0.0] * MINIATURE_SHAPE.hidden]


def test_two_neighbouring_products_fit_sixteen_bits() -> None:
    # Where a processor lacks VNNI, 255 · (a + b) is added up in 16 bits and cut off at 32,767.
    drawn = np.random.default_rng(5).normal(size=(385, 64)).astype(np.float32)
    drawn[:2, 0], drawn[2:4, 1], drawn[:, 2] = 9, -9, 0
    eight, scale = in_eight_bits(drawn)
    padded = np.vstack((eight, np.zeros((1, 64), np.int8))).astype(int).reshape(-1, 2, 64)
    assert 255 * np.maximum(padded, 0).sum(1).max() <= 32_767
    assert 255 * np.minimum(padded, 0).sum(1).min() >= -32_768
    assert (np.abs(eight * scale - drawn) <= scale / 2 + 1e-6).all()


# The ranker with cosines


def test_a_margin_is_to_the_best_of_the_others() -> None:
    query = np.array([0, 0, 0, 1, 2, 2])
    cosine = np.array([0.9, 0.6, 0.7, 0.5, 0.4, 0.4], np.float32)
    assert margins(query, cosine) == pytest.approx([0.2, -0.3, -0.2, 0.0, 0.0, 0.0], abs=1e-6)


def tables(folder: Path) -> list[Asked]:
    """Eight questions of four candidates; the ranker of today knows nothing, the cosine nearly all."""
    rng = np.random.default_rng(0)
    questions, count = [f"q{i}" for i in range(8)], 4
    features = rng.normal(size=(len(questions) * count, len(NAMES))).astype(np.float32)
    features[:, NAMES.index("base")] = np.tile([4.0, 3.0, 2.0, 1.0], len(questions))
    right = rng.integers(0, 3, len(questions))
    relevant = np.zeros(len(features))
    relevant[np.arange(len(questions)) * count + right] = 1
    documents = np.array([f"d{i}" for i in range(len(features))])
    np.savez(
        folder / "drill-keep.npz", questions=questions, query=np.repeat(np.arange(len(questions)), count),
        documents=documents, relevant=relevant, features=features, judged=np.ones(len(questions), np.int64),
    )  # fmt: skip
    chosen = {question: i % 5 for i, question in enumerate(questions)}
    (folder / "folds-drill.json").write_text(json.dumps(chosen), encoding="utf-8")
    held = read_candidates(folder, "drill", "keep", 3)
    return [Asked("drill", "keep", question, question, held[question]) for question in questions]


def test_a_ranker_with_cosines_learns_from_them(tmp_path: Path) -> None:
    asked = tables(tmp_path)
    part = load(tmp_path, tmp_path, "drill", "keep")
    for half in range(2):
        scored = []
        for one in asked[half::2]:
            cosine = (0.2 + 0.5 * part.relevant[one.found.rows]).astype(np.float32)
            scored.append(Scored(cosine, cosine, cosine, cosine))
        write_scores(tmp_path / f"half-{half}.npz", asked[half::2], scored, [half] * len(scored))
    join_scores([tmp_path / "half-0.npz", tmp_path / "half-1.npz"], tmp_path / "cosines.npz")
    both = with_cosines(part, tmp_path / "cosines.npz")
    assert both.names == (*NAMES, *CHOSEN)
    cosine = both.features[:, both.names.index("cosine")].reshape(8, 4)
    # The fourth candidate was not encoded: it gets the least cosine of its question.
    assert cosine[:, 3] == pytest.approx(np.full(8, 0.2))
    assert cosine[part.relevant.reshape(8, 4)] == pytest.approx(np.full(8, 0.7))
    scores = by_folds([both])["drill", "keep"]
    assert measure(both, scores)["nDCG@10"] == 1.0 > measure(part, by_folds([part])["drill", "keep"])["nDCG@10"]


def test_a_blend_lies_between() -> None:
    before, after = miniature(0).state_dict(), miniature(1).state_dict()
    name = "encoder.layer.0.output.dense.weight"
    quarter = blended(before, after, 0.25)
    assert torch.allclose(quarter[name], 0.75 * before[name] + 0.25 * after[name])
    assert torch.equal(blended(before, after, 0.0)[name], before[name])
