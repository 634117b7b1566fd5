"""Record -> file: one module per layout."""
