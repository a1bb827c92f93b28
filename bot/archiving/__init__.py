"""Making the index of an archive: what `quoth index` does."""
