"""How many threads numpy's matrix library takes: one, where products are small."""

from __future__ import annotations

from threadpoolctl import threadpool_limits


def multiply_in_one_thread() -> None:
    """Products of matrices take one thread in this process from now on.

    Those of one question are small, yet OpenBLAS wakes every core for them, and its threads wait busily for the next:
    a question cost 200 ms of processor time instead of 45, and took longer (docs/experiments.md, "Speed").
    """
    threadpool_limits(limits=1, user_api="blas")
