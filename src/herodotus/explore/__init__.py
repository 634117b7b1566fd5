"""Record -> views: pure functions that the command line, the pages and the exports share.

A view is a frozen dataclass of plain values in the reader's words; a renderer turns one into text,
Markdown or HTML and decides nothing.
"""
