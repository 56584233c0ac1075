"""Texts come in, vectors or scores of pairs go out, by an ONNX graph without torch."""
