"""Text to vectors: the `Encoder` seam, the bundled static encoder (numpy alone) and sentence-transformers models."""

from assistant.encoding.adapted import encoder_in_use
from assistant.encoding.encoder import Encoder, FloatArray, IntArray, PassageVectors
from assistant.encoding.load import BUNDLED, load_encoder

__all__ = ["BUNDLED", "Encoder", "FloatArray", "IntArray", "PassageVectors", "encoder_in_use", "load_encoder"]
