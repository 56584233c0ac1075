"""A question and the turns before it come in; the whole question it stands for goes out."""
