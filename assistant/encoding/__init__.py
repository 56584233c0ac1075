"""Text to vectors: the `Encoder` seam, the bundled static encoder (numpy alone) and sentence-transformers models."""

from assistant.encoding.encoder import Encoder, FloatArray, IntArray, PassageVectors
from assistant.encoding.load import BUNDLED, load_encoder

__all__ = ["BUNDLED", "Encoder", "FloatArray", "IntArray", "PassageVectors", "load_encoder"]
