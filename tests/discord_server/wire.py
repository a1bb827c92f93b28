"""JSON as Discord sends it: UTF-8, in which there are no halves of characters."""

import json

__all__ = ["as_text"]


def as_text(payload: object) -> str:
    """What goes over the wire."""
    return json.dumps(payload, ensure_ascii=False).encode(errors="replace").decode()
