"""The engine for libraries that one machine is too small for: Milvus, a file of its own or a cluster, at an address.

It is given our terms and returns their BM25, so that the ranking is the same as everywhere. What is searched lies in
one collection, a row a passage; which texts are there, and whether whole, in another.
"""

from index.engines.milvus.engine import MilvusEngine

__all__ = ["MilvusEngine"]
