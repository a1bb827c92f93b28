"""Keep numpy's products to one thread.

Matrices of a question's size are too small to share: two threads took ten times the processor time of one, waiting for
each other, and were no sooner done.
"""

from functools import cache

from threadpoolctl import threadpool_limits

__all__ = ["keep_to_one_thread"]


@cache
def keep_to_one_thread() -> None:
    """From now on, in the whole process: a limit that is set and lifted would not hold between threads that ask."""
    threadpool_limits(limits=1, user_api="blas")
