# ruff: noqa: INP001 (a folder of reports, not a package)
"""Write reports/06-army-bulletin.pdf, a page of plain PDF without any library; equal lines give equal bytes.

Run: python examples/make_pdf.py
"""

from __future__ import annotations

from pathlib import Path

LINES = [
    "ARMED FORCES - RIVER BRIGADE",
    "Bulletin 17/2009",
    "",
    "Attack on the Reyes bridge",
    "",
    "Trinidad, 13 March 2009",
    "",
    "On 12 March at 05:40 a charge of about 15 kilograms of dynamite exploded under the",
    "bridge over the river Yacuma, near Reyes, while a supply convoy of the River Brigade",
    "was crossing it. Five soldiers were killed and six were wounded. One of the wounded is in",
    "a critical state.",
    "",
    "General Oscar Villca, the commander of the brigade, accused the Plains Front of the",
    'attack. "Only they have this explosive," he said.',
    "",
    "Engineers of the brigade repaired the bridge on 13 March. Patrols arrested three",
    "suspects near Santa Rosa.",
    "",
    "The brigade denies reports that its men fired at civilians in San Borja on 10 March.",
    '"Our soldiers returned fire after they were attacked from the market," the general said.',
    "The operation was requested by the governor of Beni, he added.",
    "",
    "The brigade plans to withdraw one of its two companies from San Borja next week.",
]
SIZE, LEADING, LEFT, TOP = 11, 15, 60, 780


def page(lines: list[str]) -> bytes:
    """Return the drawing commands of one page of Helvetica."""
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    body = "\n".join(f"({line}) Tj T*" for line in shown)
    return f"BT /F1 {SIZE} Tf {LEADING} TL {LEFT} {TOP} Td\n{body}\nET".encode("latin-1")


def pdf(lines: list[str]) -> bytes:
    """Return a whole PDF file of one page."""
    drawing = page(lines)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % fonts
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        leaf,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        font,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    )


if __name__ == "__main__":
    (Path(__file__).parent / "reports" / "06-army-bulletin.pdf").write_bytes(pdf(LINES))
