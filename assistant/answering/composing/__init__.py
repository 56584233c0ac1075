"""What may answer comes in; the answer without a language model goes out, or the refusal."""
