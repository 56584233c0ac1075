"""Paths come in; the files of a batch go out, those inside other files too, each with the hash of its bytes."""
