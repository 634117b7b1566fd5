"""How a row of the compiled gazetteer is laid out; the compiler and the reader share it."""

from __future__ import annotations

import numpy as np

MAGIC = b"HERODGAZ"

KINDS = (
    "town",
    "admin1",
    "admin2",
    "admin3",
    "country",
    "region",
    "continent",
    "quarter",
    "camp",
    "landmark",
    "way",
    "water",  # seas and rivers; a river's point is its mouth, as in GeoNames, and no place of an event
)

KIND_CODES = {
    "P": KINDS.index("town"),
    "X": KINDS.index("town"),
    "A1": KINDS.index("admin1"),
    "A2": KINDS.index("admin2"),
    "A3": KINDS.index("admin3"),
    "C": KINDS.index("country"),
    "R": KINDS.index("region"),
    "CONT": KINDS.index("continent"),
}

OURS = 4_000_000_000
"""Ids from here on are places of our own list; below are GeoNames ids."""

ROW = np.dtype(
    [
        ("id", "<u4"),
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("name", "<u4"),  # offset into the names; the next row's is the end
        ("admin", "<u2"),  # index into the header's `admins`
        ("country", "u1"),  # index into the header's `countries`
        ("kind", "u1"),  # index into KINDS
        ("population", "u1"),  # 10 * ln(population + 1); 0 is unknown
        ("spellings", "u1"),  # number of alternate names, at most 255
    ]
)

POSTING_FLAGS = {"main": 1, "stripped": 2}
"""Bits above a posting's 24 bits of row number: the row's own name; only without article or type word."""

ROW_BITS = 0xFFFFFF
