"""Bytes -> Reports: one file per format; what cannot be read is an Issue, never a crash."""
