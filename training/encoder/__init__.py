"""The bundled transformer encoder, made from multilingual-e5-small on a CPU: `python -m training.encoder STAGE`.

    fetch -> convert -> trim -> pretrain -> rank -> mine -> folds -> labelled -> blend -> score -> export -> measure
        -> card

Each stage reads what the ones before it wrote under `--out` and is skipped when its own result is there; training
stages go on from their last checkpoint. See README.md.
"""
