"""Keep numpy's products to one thread.

Matrices of a question's size are too small to share: two threads took ten times the processor time of one, waiting for
each other, and were no sooner done.
"""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


def one_thread() -> AbstractContextManager[object]:
    """As long as it is entered, products take one thread."""
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()
