"""Quoth on Discord: `quoth serve` and `quoth doctor`."""
