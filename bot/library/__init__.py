"""A folder of essays as one library, and reading files apart: whoever's they are."""
