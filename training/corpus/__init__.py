"""Conflict news written for this project: templates, name lists, and their composition."""
