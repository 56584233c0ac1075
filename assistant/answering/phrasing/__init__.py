"""Checked evidence comes in; the same in a language model's words goes out. Here stands LangChain."""
