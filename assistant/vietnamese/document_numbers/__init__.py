"""Texts and questions come in; numbers of documents go out, however they are printed or typed."""
