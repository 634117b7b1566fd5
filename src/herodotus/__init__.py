"""Herodotus: who did what to whom, where and when, according to whom."""
