"""Claims -> Events: one happening, many reports, every disagreement kept."""
