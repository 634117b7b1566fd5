"""Report -> Analysis: layers of spans over one text."""
