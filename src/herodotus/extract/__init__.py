"""Analysis -> Claims: what happened, to whom, and whether the voice says that it happened."""
