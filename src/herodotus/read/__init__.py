"""Bytes to reports: one file per format, particulars from the text itself, and near-copies."""

from __future__ import annotations

from herodotus.read.dispatch import read_path, readers
from herodotus.read.find import find_files
from herodotus.read.reader import Document, Draft, Member, Reader
from herodotus.read.sidecar import load_particulars

__all__ = ["Document", "Draft", "Member", "Reader", "find_files", "load_particulars", "read_path", "readers"]
