"""What a ranking or an answer is worth, question by question. In: a question and a response; out: numbers."""
