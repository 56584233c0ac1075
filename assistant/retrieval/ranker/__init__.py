"""Candidate sections come in; their features and the learned score go out, with the reasons in words."""
