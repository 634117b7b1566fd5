"""Record -> views: pure functions that the command line, the pages and the exports share."""
