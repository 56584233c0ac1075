"""The trained encoder and reranker: `python -m training.transformer pack`, then `… train` where an accelerator is.

    pack (here: texts -> token ids, questions, folds, BM25 negatives; at most 64 MiB with the tree)
      -> pretrain (masked tokens) -> contrast (pairs) -> mine (hard negatives) -> sharpen (pairs with them, by folds)
      -> rerank (listwise, by folds) -> export (ONNX, int8)

Each stage has a time budget, writes a checkpoint and a line of its log, and is skipped when its result is there.
"""
