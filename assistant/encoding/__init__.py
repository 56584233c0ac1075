"""Text to vectors: the `Encoder` seam, the static encoder (numpy), trained ones (ONNX), any other; the reranker."""

from assistant.encoding.adapted_folder import encoder_in_use
from assistant.encoding.encoder import Encoder, FloatArray, IntArray, PassageVectors
from assistant.encoding.load import BUNDLED, is_quick, load_encoder, reads_sentences, term_vectors
from assistant.encoding.threads import multiply_in_one_thread
from assistant.encoding.transformer.reranker import Reranker, load_reranker

__all__ = [
    "BUNDLED",
    "Encoder",
    "FloatArray",
    "IntArray",
    "PassageVectors",
    "Reranker",
    "encoder_in_use",
    "is_quick",
    "load_encoder",
    "load_reranker",
    "multiply_in_one_thread",
    "reads_sentences",
    "term_vectors",
]
