"""A question comes in; what an answer must hold goes out: telling terms, kinds of answer, figures, names."""
