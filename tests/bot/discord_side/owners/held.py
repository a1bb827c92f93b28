"""All the text and numbers that can be come by from an object: what it holds in memory, however deep."""

import gc
import types
from asyncio import AbstractEventLoop, Future
from typing import Any

__all__ = ["held_by"]

# What leads out of what an object holds: to code, and to all else that runs.
ELSEWHERE = (type, types.ModuleType, types.CodeType, types.BuiltinFunctionType, AbstractEventLoop, Future)


def held_by(*roots: object) -> tuple[str, frozenset[int]]:
    """Every text, all in one, and every number."""
    texts: list[str] = []
    numbers: set[int] = set()
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, ELSEWHERE):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            texts.append(one)
        elif isinstance(one, int):
            numbers.add(one)
        elif isinstance(one, types.FunctionType):
            waiting += one.__closure__ or ()  # not what its module has
        else:
            waiting += gc.get_referents(one)
    return "\n".join(texts), frozenset(numbers)
