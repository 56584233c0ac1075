"""The page of questions: chat, answer, and the source beside it."""
