"""Makes hostile and odd files for the tests, at test time: nothing of it is ever committed.

`make(folder)` writes one file per case and returns name -> what must come of it:
"issue" (no report, at least one Issue), "both" (reports and Issues), "any" (whatever, but no crash).
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import socket
import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

STORY = (
    "Soldiers entered the village of Anka at dawn on Monday and searched the market, residents said. "
    "Two traders were wounded when a guard fired into the air, according to the clinic. "
) * 3
WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    """Return a small DOCX with this XML as its story."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", body)
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def word_document(*paragraphs: str) -> str:
    """Return the story part of a DOCX."""
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<?xml version="1.0"?><w:document {WORD_NS}><w:body>{inner}</w:body></w:document>'


def pdf(*pages: str, extra: bytes = b"") -> bytes:
    """Return a plain PDF, one text block per page, lines broken as given."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        lines = "".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*\n" for line in page.split("\n"))
        content = f"BT /F1 10 Tf 12 TL 50 780 Td\n{lines}ET".encode("latin-1", "replace")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + extra)
    out.write(f" >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return stream.getvalue()


def tarred(members: dict[str, bytes], *, mode: str = "w", links: dict[str, str] | None = None) -> bytes:
    """Return a tar archive of these members and links."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as packed:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            packed.addfile(entry)
    return stream.getvalue()


def make(folder: Path) -> dict[str, str]:
    """Write all cases; return file name -> what must come of it."""
    cases: dict[str, tuple[bytes, str]] = {}
    for family in (
        _empty_and_binary,
        _texts,
        _pages,
        _pdfs,
        _documents,
        _archives,
        _compressed,
        _tables,
        _messages,
        _feeds,
        _misnamed,
        _mutants,
    ):
        for name, case in family().items():
            assert name not in cases, name
            cases[name] = case
    for name, (content, _) in cases.items():
        (folder / name).write_bytes(content)
    return {name: outcome for name, (_, outcome) in cases.items()} | _special(folder)


def _empty_and_binary() -> dict[str, tuple[bytes, str]]:
    rubbish = random.Random(7).randbytes(5000)
    endings = ("txt", "md", "html", "pdf", "docx", "eml", "rss", "jsonl", "csv", "zip", "tar", "gz")
    cases = {f"empty.{ending}": (b"", "issue") for ending in endings}
    cases |= {f"rubbish.{ending}": (b"\x00\x01" + rubbish, "issue") for ending in endings}
    cases |= {
        f"spaces.{ending}": (b" \n\t \r\n" * 50, "issue") for ending in ("txt", "md", "html", "csv", "jsonl")
    }
    cases["one-byte.txt"] = (b"\xff", "any")
    cases["bom-only.txt"] = (b"\xef\xbb\xbf", "issue")
    cases["bom16-only.txt"] = (b"\xff\xfe", "issue")
    cases["zeros.txt"] = (b"\x00" * 100_000, "issue")
    cases["only-marks.txt"] = (b"***\n---\n___\n" * 40, "issue")
    magic = {
        "jpeg.jpg": b"\xff\xd8\xff\xe0",
        "png.png": b"\x89PNG\r\n\x1a\n",
        "gif.gif": b"GIF89a",
        "old.doc": bytes.fromhex("d0cf11e0a1b11ae1"),
        "rich.rtf": b"{\\rtf1 hello}",
        "seven.7z": b"7z\xbc\xaf'\x1c",
        "rar.rar": b"Rar!\x1a\x07",
        "sound.mp3": b"ID3\x03",
        "film.mkv": b"\x1aE\xdf\xa3",
        "prog.exe": b"MZ\x90\x00",
        "elf": b"\x7fELF\x02",
        "data.sqlite": b"SQLite format 3\x00",
        "table.parquet": b"PAR1",
        "zst.zst": b"(\xb5/\xfd",
        "wave.wav": b"RIFF\x00\x00",
        "page.ps": b"%!PS-Adobe",
        "tiff.tif": b"II*\x00",
    }
    return cases | {name: (start + rubbish, "issue") for name, start in magic.items()}


def _texts() -> dict[str, tuple[bytes, str]]:
    damaged = "Élèves et señores said so in Łódź. ".encode() * 20
    return {
        "one-line.txt": (("word " * 400_000).encode(), "issue"),
        "long-word.txt": (b"x" * 900_000, "any"),
        "too-long.txt": (STORY.encode() * 12_000, "issue"),
        "zero-flood.txt": (b"\x00".join(STORY.encode()[i : i + 1] for i in range(len(STORY))), "any"),
        "zeros-between.txt": (STORY.encode().replace(b" ", b" \x00\x00\x00"), "both"),
        "controls.txt": (STORY.encode().replace(b". ", b". \x1b\x02\x03"), "any"),
        "invalid-utf8.txt": (damaged[:100] + b"\xff\xc3" + damaged[100:], "both"),
        "halved-letters.txt": (damaged.replace(b"\xc3\xa8", b"\xc3", 1), "both"),
        "overlong.txt": (STORY.encode() + b"\xc0\xaf\xe0\x80\xaf", "both"),
        "surrogate-bytes.txt": (STORY.encode() + b"\xed\xa0\x80", "both"),
        "cp1252.txt": ("The minister’s “plan” — café. ".encode("cp1252") * 20, "both"),
        "utf16-odd.txt": (STORY.encode("utf-16") + b"\x41", "both"),
        "utf16-no-mark.txt": (STORY.encode("utf-16-le"), "any"),
        "utf32.txt": (STORY.encode("utf-32"), "any"),
        "cyrillic-1251.txt": (
            "Войска вошли в город на рассвете, и жители ушли. ".encode("cp1251") * 30,
            "both",
        ),
        "arabic-1256.txt": (
            "دخل الجنود القرية عند الفجر وفتشوا السوق قال السكان ".encode("cp1256") * 30,
            "both",
        ),
        "shift-jis.txt": (
            "兵士は夜明けに村に入り、市場を捜索したと住民は語った。".encode("shift_jis") * 30,
            "any",
        ),
        "mojibake.txt": (("The ministerâ€™s â€œplanâ€\x9d. " * 20).encode(), "both"),
        "mojibake-twice.txt": ("cafÃƒÂ© ".encode() * 30 + STORY.encode(), "any"),
        "bidi.txt": (("\u202e" + STORY).encode(), "any"),
        "combining.txt": (("a" + "\u0301" * 50_000).encode(), "any"),
        "only-newlines.txt": (b"\n" * 500_000, "issue"),
        "old-mac.txt": (STORY.replace(". ", ".\r").encode(), "any"),
        "parens.txt": (b"(" * 200_000 + b" a", "any"),
        "dashes.txt": (b"A - " * 100_000, "any"),
        "commas.txt": (b"A,A," * 100_000, "any"),
        "quotes.txt": (b"\"'" * 200_000 + b"a", "any"),
        "stars.md": (b"*" * 200_000 + b"a", "any"),
        "brackets.md": (b"[" * 200_000 + b"a", "any"),
        "bracket-links.md": (b"[a](" * 50_000, "any"),
        "comment-open.md": (b"<!--" * 50_000 + b" a", "any"),
        "hashes.md": (b"# " * 100_000 + b"a", "any"),
        "quoted.md": (b">" * 200_000 + b" a", "any"),
        "front-open.md": (b"---\ntitle: x\n" * 20_000, "any"),
        "dates.txt": (b"3 May 2007\n\n" * 30_000, "any"),
        "digits.txt": (b"1" * 500_000, "any"),
        "bylines.txt": (b"By Jane Doe and " * 40_000, "any"),
        "capitals.txt": (b"Abcd " * 150_000, "any"),
        "writes.txt": (b", writes Abc " * 50_000, "any"),
    }


def _pages() -> dict[str, tuple[bytes, str]]:
    page = f"<html><head><title>T</title></head><body><p>{STORY}</p></body></html>"
    return {
        "deep.html": (b"<html><body>" + b"<div>" * 100_000 + STORY.encode() + b"</div>" * 100_000, "any"),
        "deep-spans.html": (b"<html><body>" + b"<b><i><span>" * 60_000 + STORY.encode(), "any"),
        "deep-tables.html": (b"<html><body>" + b"<table><tr><td>" * 30_000 + STORY.encode(), "any"),
        "deep-attributes.html": (
            b"<html><body>" + b"<div class='a b c' id=x>" * 50_000 + STORY.encode(),
            "any",
        ),
        "deep-empty.html": (b"<html><body>" + b"<div>" * 100_000, "issue"),
        "unclosed.html": (b"<html><body>" + b"<p>" * 50_000 + STORY.encode(), "any"),
        "open-tag.html": (b"<html><body><div " + b"a=" * 100_000, "any"),
        "open-comment.html": (b"<html><body><!-- " + STORY.encode() * 100, "issue"),
        "open-script.html": (b"<html><body><script>" + STORY.encode() * 100, "issue"),
        "angle-brackets.html": (b"<html>" + b"<" * 300_000, "any"),
        "many-attributes.html": (
            b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(50_000)) + b">" + STORY.encode(),
            "any",
        ),
        "entities.html": (b"<html><body><p>" + b"&amp;" * 100_000 + STORY.encode(), "any"),
        "bad-entities.html": (
            b"<html><body><p>" + b"&#xFFFFFFFF;&#0;&#55296;" * 5000 + STORY.encode(),
            "any",
        ),
        "no-text.html": (b"<html><head><title></title></head><body><img src=x></body></html>", "issue"),
        "scripts-only.html": (b"<html><body><script>alert(1)</script></body></html>", "issue"),
        "frames.html": (b"<html><frameset><frame src=a></frameset></html>", "issue"),
        "wrong-charset.html": (page.replace("<head>", '<head><meta charset="utf-99">').encode(), "any"),
        "charset-lie.html": (
            page.replace("<head>", '<head><meta charset="ascii">é').encode("latin-1"),
            "any",
        ),
        "charset-bytes.html": (page.replace("<head>", '<head><meta charset="hex">').encode(), "any"),
        "null-tags.html": (page.replace("<p>", "<p\x00>").encode(), "any"),
        "xml-bomb.xhtml": (_bomb("html", STORY), "any"),
        "linked-bad.html": (
            page.replace("<head>", '<head><script type="application/ld+json">{"@type":').encode(),
            "any",
        ),
        "linked-deep.html": (
            page.replace(
                "<head>", '<head><script type="application/ld+json">' + "[" * 100_000 + "</script>"
            ).encode(),
            "any",
        ),
        "many-paragraphs.html": (b"<html><body>" + b"<p>Aa bb.</p>" * 60_000, "any"),
        "many-links.html": (b"<html><body>" + b"<a href=x>Aa</a>" * 60_000, "any"),
        "lists.html": (b"<html><body>" + b"<ul><li>a" * 20_000, "any"),
        "large.html": (b"<html><body>" + f"<p>{STORY}</p>".encode() * 4000, "any"),
    }


def _bomb(root: str, text: str) -> bytes:
    """Return XML whose entities grow without end when expanded."""
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "lol">{levels}]>'
        f"<{root}><body><p>&e11; {text}</p></body></{root}>"
    ).encode()


def _pdfs() -> dict[str, tuple[bytes, str]]:
    whole = pdf(STORY)
    locked = pdf(
        STORY,
        extra=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> /ID [<00><00>]",
    )
    flate = zlib.compress(b"0 " * 8_000_000, 9)
    loop = whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    cases = {
        "locked.pdf": (locked, "issue"),
        "head-only.pdf": (b"%PDF-1.7\n", "issue"),
        "text-after-head.pdf": (b"%PDF-1.7\n" + STORY.encode(), "issue"),
        "no-pages.pdf": (pdf(), "issue"),
        "scan.pdf": (pdf("", ""), "issue"),
        "page-loop.pdf": (loop, "issue"),
        "huge-count.pdf": (whole.replace(b"/Count 1", b"/Count 999999999"), "any"),
        "xref-loop.pdf": (whole.replace(b"/Size", b"/Prev 9 /Size"), "any"),
        "bad-startxref.pdf": (whole.replace(b"startxref\n", b"startxref\n9"), "any"),
        "no-eof.pdf": (whole.replace(b"%%EOF", b""), "any"),
        "flate-bomb.pdf": (
            whole.replace(b"stream\nBT", b"stream\nBT")
            .replace(b"<< /Length ", b"<< /Filter /FlateDecode /Length ", 1)
            .replace(b"BT /F1", flate[:2_000_000] + b"BT /F1"),
            "any",
        ),
        "nested-arrays.pdf": (whole.replace(b"/MediaBox [", b"/MediaBox " + b"[" * 50_000), "any"),
        "nested-dicts.pdf": (whole.replace(b"/Resources <<", b"/Resources " + b"<< /A " * 20_000), "any"),
        "many-pages.pdf": (pdf(*["One line of page text here."] * 1200), "any"),
        "empty-pages.pdf": (pdf(*[""] * 3000), "issue"),
        "rubbish-head.pdf": (b"\x00\x01\x02" * 100 + whole, "any"),
        "truncated-stream.pdf": (whole[: len(whole) // 2], "any"),
    }
    for part in (10, 30, 60, 80, 95):
        cases[f"cut-{part}.pdf"] = (whole[: len(whole) * part // 100], "any")
    return cases


def _documents() -> dict[str, tuple[bytes, str]]:
    whole = docx(word_document(STORY, STORY))
    deep = f"<w:document {WORD_NS}>" + "<w:body>" * 50_000 + "</w:body>" * 50_000 + "</w:document>"
    cases = {
        "no-story.docx": (zipped({"word/other.xml": b"<a/>", "word/document.xml": b""}), "issue"),
        "empty-story.docx": (docx(word_document()), "issue"),
        "bad-xml.docx": (docx("<w:document><w:body><w:p"), "issue"),
        "not-xml.docx": (docx("hello " * 100), "issue"),
        "deep.docx": (docx(deep), "issue"),
        "bomb.docx": (docx(_bomb("w", STORY).decode()), "issue"),
        "zip-bomb.docx": (docx("<a>" + " " * 24_000_000 + "</a>"), "issue"),
        "sheet.xlsx": (zipped({"xl/workbook.xml": b"<a/>"}), "issue"),
        "slides.pptx": (zipped({"ppt/presentation.xml": b"<a/>"}), "issue"),
        "book.epub": (zipped({"META-INF/container.xml": b"<a/>"}), "issue"),
        "open.odt": (zipped({"content.xml": b"<a/>", "mimetype": b"x"}), "issue"),
        "bad-core.docx": (docx(word_document(STORY), docProps__core_xml="<<<"), "any"),
    }
    for part in (10, 40, 70, 90, 99):
        cases[f"cut-{part}.docx"] = (whole[: len(whole) * part // 100], "issue")
    return cases


def _archives() -> dict[str, tuple[bytes, str]]:
    good = {"a.txt": STORY.encode()}
    bomb = zipped({"bomb.txt": b"0" * 20_000_000})
    nested = zipped(good)
    for level in range(12):
        nested = zipped({f"level{level}.zip": nested})
    broad = zipped({f"b{i}.zip": bomb for i in range(5)})
    locked = bytearray(zipped(good))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = bytes(locked).index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        locked[place] |= 1
    wrong_sum = bytearray(zipped(good, method=zipfile.ZIP_STORED))
    wrong_sum[60] ^= 0xFF
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    return {
        "bomb.zip": (bomb, "issue"),
        "bombs.zip": (broad, "issue"),
        "nested.zip": (nested, "issue"),
        "empty-archive.zip": (zipped({}), "issue"),
        "folders-only.zip": (zipped({"a/": b""}), "issue"),
        "litter-only.zip": (zipped({"__MACOSX/a": b"x", ".DS_Store": b"x"}), "issue"),
        "outside.zip": (
            zipped({"../../etc/passwd": b"x", "/etc/cron": b"y", "..\\w.txt": b"z", "C:\\x": b"q", **good}),
            "both",
        ),
        "link.zip": (linked.getvalue(), "issue"),
        "locked.zip": (bytes(locked), "issue"),
        "wrong-sum.zip": (bytes(wrong_sum), "issue"),
        "odd-names.zip": (
            zipped({"\u202etxt.exe": b"\x00\x01", "a\nb.txt": STORY.encode(), "x" * 5000: b"a b c"}),
            "any",
        ),
        "cut.zip": (zipped(good)[:-30], "issue"),
        "tail-only.zip": (zipped(good)[-22:], "issue"),
        "many.zip": (zipped({f"{i}.txt": b"" for i in range(3000)}), "issue"),
        "huge-claim.zip": (_claimed(zipped(good)), "any"),
        "outside.tar": (tarred({"../up.txt": b"x", "/abs.txt": b"y", **good}), "both"),
        "links.tar": (tarred({}, links={"a": "/etc/passwd", "b": "b", "c": "../.."}), "issue"),
        "empty.tar.tar": (tarred({}), "issue"),
        "cut.tar": (tarred(good)[:700], "issue"),
        "headers.tar": (tarred(good)[:512] * 200, "any"),
        "huge-size.tar": (tarred(good).replace(b"00000001", b"77777777", 1), "any"),
        "device.tar": (_device(), "issue"),
        "broken-sum.tar": (tarred(good).replace(b"a.txt", b"b.txt", 1), "any"),
    }


def _claimed(whole: bytes) -> bytes:
    """Return a zip whose directory claims a size of four gigabytes."""
    place = whole.index(b"PK\x01\x02") + 24
    return whole[:place] + struct.pack("<I", 0xFFFFFFF0) + whole[place + 4 :]


def _device() -> bytes:
    """Return a tar with a device in it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        entry = tarfile.TarInfo("zero")
        entry.type, entry.devmajor, entry.devminor = tarfile.CHRTYPE, 1, 5
        packed.addfile(entry)
    return stream.getvalue()


def _compressed() -> dict[str, tuple[bytes, str]]:
    zeros = b"0" * 16_000_000
    good = tarred({"a.txt": STORY.encode()})
    return {
        "bomb.txt.gz": (gzip.compress(zeros, 9, mtime=0), "issue"),
        "bomb.txt.bz2": (bz2.compress(zeros), "issue"),
        "bomb.txt.xz": (lzma.compress(zeros), "issue"),
        "bomb.tar.gz": (gzip.compress(tarred({"z.txt": zeros}), 9, mtime=0), "issue"),
        "bomb.tar.xz": (lzma.compress(tarred({"z.txt": zeros})), "issue"),
        "cut.txt.gz": (gzip.compress(STORY.encode(), mtime=0)[:-12], "issue"),
        "cut.txt.bz2": (bz2.compress(STORY.encode())[:-12], "issue"),
        "cut.txt.xz": (lzma.compress(STORY.encode())[:-12], "issue"),
        "cut.tar.gz": (gzip.compress(good, mtime=0)[:-40], "any"),
        "twice.txt.gz": (gzip.compress(gzip.compress(STORY.encode(), mtime=0), mtime=0), "any"),
        "head.gz": (b"\x1f\x8b\x08", "issue"),
        "head.bz2": (b"BZh9", "issue"),
        "head.xz": (b"\xfd7zXZ\x00", "issue"),
        "empty-inside.gz": (gzip.compress(b"", mtime=0), "issue"),
    }


def _tables() -> dict[str, tuple[bytes, str]]:
    good = json.dumps({"id": "a", "text": STORY}).encode()
    deep = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    return {
        "broken-lines.jsonl": (
            good + b'\n{"text": \nnot json\n[1,2]\n"x"\n' + good.replace(b'"a"', b'"b"'),
            "both",
        ),
        "all-broken.jsonl": (b"{oops}\n" * 5000, "issue"),
        "no-text.jsonl": (b'{"id": 1, "name": "x"}\n' * 50, "issue"),
        "empty-text.jsonl": (b'{"id": 1, "text": ""}\n' * 50, "issue"),
        "deep.jsonl": (deep, "issue"),
        "deep-objects.jsonl": (
            b'{"text": "a b", "m": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
            "issue",
        ),
        "surrogates.jsonl": (
            b'{"id": "\\ud800", "text": "The \\udfff army \\ud83d left the town at dawn."}',
            "both",
        ),
        "nulls.jsonl": (b'{"text": null, "id": null}\n', "issue"),
        "numbers.jsonl": (b'{"text": 5, "id": 1e999, "published": -1e400, "authors": 3}\n', "any"),
        "huge-number.jsonl": (b'{"id": ' + b"9" * 5000 + b', "text": "a b"}', "issue"),
        "one-line.jsonl": (b'{"text": "' + b"word " * 300_000 + b'"}', "issue"),
        "open-list.json": (b'[{"text": "a b c"}, ', "issue"),
        "deep-list.json": (b"[" * 100_000, "issue"),
        "scalars.json": (b"[1, 2, 3]", "issue"),
        "object.json": (b'{"meta": {"a": 1}}', "issue"),
        "twice-named.jsonl": (b'{"text": "a b c", "text": "d e f", "Text": "g h i"}', "any"),
        "columns.csv": ((",".join(f"c{i}" for i in range(1_000_000)) + "\n1,2\n").encode(), "issue"),
        "columns-with-text.csv": (("text," * 100_000 + "\nab\n").encode(), "issue"),
        "cells.csv": (b"id,text\n1," + b"x," * 500_000 + b"\n", "any"),
        "no-header.csv": (b"1,2,3\n4,5,6\n", "issue"),
        "only-header.csv": (b"id,text\n", "issue"),
        "no-text.csv": (b"id,name\n1,x\n", "issue"),
        "sidecar.csv": (b"path,source\na.txt,Post\n", "issue"),
        "open-quote.csv": (b'id,text\n1,"' + STORY.encode() * 400, "any"),
        "zero-bytes.csv": (b"id,text\n1,a\x00b c d\n", "any"),
        "empty-cells.csv": (b"id,text\n" + b",\n1,\n2,  \n" * 200, "issue"),
        "quotes.csv": (b'id,text\n1,"a"b"c"\n' * 50, "any"),
        "line-ends.csv": (b"id,text\r1,one two\r2,three four\r", "any"),
        "semicolons.csv": (b"id;text\n1;one two three\n", "any"),
        "bad-dates.csv": (
            b"id,text,published\n1,one two three,03/05/2007\n2,one two,never\n3,a b,9999-99-99\n",
            "both",
        ),
        "utf16.csv": ("id,text\n1,one two three\n".encode("utf-16"), "any"),
        "short-rows.csv": (b"id,title,text\n1\n2,x\n", "issue"),
    }


def _messages() -> dict[str, tuple[bytes, str]]:
    head = b"From: Ana Lopes <a@x.example>\nTo: b@x.example\nSubject: News\nDate: Thu, 3 May 2007 10:00:00 +0000\n"
    multi = head + b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    nested = head + b"\n" + STORY.encode()
    for _ in range(40):
        nested = head + b"Content-Type: message/rfc822\n\n" + nested
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(2000))
    part = b"--b\nContent-Type: text/plain\n\nhi there all\n"
    return {
        "no-body.eml": (head + b"\n", "issue"),
        "head-only.eml": (head, "issue"),
        "open-boundary.eml": (multi + b"--b\nContent-Type: text/plain\n\n" + STORY.encode(), "any"),
        "no-boundary.eml": (head + b"Content-Type: multipart/mixed\n\n" + STORY.encode(), "any"),
        "nested.eml": (nested, "issue"),
        "deep-parts.eml": (head + deep + STORY.encode(), "any"),
        "many-parts.eml": (multi + part * 3000 + b"--b--\n", "both"),
        "bad-base64.eml": (head + b"Content-Transfer-Encoding: base64\n\n!!!!===" + STORY.encode(), "any"),
        "bad-charset.eml": (
            head + b"Content-Type: text/plain; charset=klingon-8\n\n" + STORY.encode(),
            "any",
        ),
        "bad-date.eml": (
            head.replace(b"Thu, 3 May 2007", b"Someday, 99 Foo") + b"\n" + STORY.encode(),
            "both",
        ),
        "long-header.eml": (head + b"X-A: " + b"a " * 200_000 + b"\n\n" + STORY.encode(), "any"),
        "many-headers.eml": (head + b"X-A: b\n" * 50_000 + b"\n" + STORY.encode(), "any"),
        "bad-header.eml": (
            head.replace(b"Subject: News", b"Subject: =?utf-8?q?=FF=FE?= =?x?y?z?=") + b"\n" + STORY.encode(),
            "any",
        ),
        "attached-rubbish.eml": (
            multi + b'--b\nContent-Type: application/pdf; name="x.pdf"\nContent-Disposition: '
            b'attachment; filename="x.pdf"\n\nrubbish\x00\x01\x02\x03\n--b--\n',
            "issue",
        ),
        "attached-outside.eml": (
            multi
            + b'--b\nContent-Disposition: attachment; filename="../../x.txt"\n\n'
            + STORY.encode()
            + b"\n--b--\n",
            "any",
        ),
    }


def _feeds() -> dict[str, tuple[bytes, str]]:
    item = f"<item><title>T</title><description>{STORY}</description></item>"
    feed = f"<rss version='2.0'><channel><title>C</title>{item}</channel></rss>"
    return {
        "no-entries.rss": (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "issue"),
        "not-a-feed.xml": (b"<?xml version='1.0'?><data><row>1</row></data>", "any"),
        "open.rss": (feed.replace("</item></channel></rss>", "").encode(), "any"),
        "bomb.rss": (_bomb("rss", STORY), "issue"),
        "external.rss": (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + feed.replace("<title>T", "<title>&x;").encode(),
            "any",
        ),
        "deep.rss": (b"<rss><channel><item>" + b"<a>" * 100_000, "issue"),
        "empty-entries.rss": (
            b"<rss version='2.0'><channel>" + b"<item></item>" * 500 + b"</channel></rss>",
            "issue",
        ),
        "many-entries.rss": (f"<rss version='2.0'><channel>{item * 800}</channel></rss>".encode(), "any"),
        "html-in-title.rss": (
            feed.replace("<title>T", "<title>&lt;script&gt;x&lt;/script&gt;").encode(),
            "any",
        ),
        "bad-date.rss": (feed.replace("<title>T", "<pubDate>yesterday</pubDate><title>T").encode(), "both"),
        "empty.atom": (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "issue"),
        "atom-bad-type.atom": (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='image/png'>\xff\xff</content></entry></feed>",
            "any",
        ),
    }


def _misnamed() -> dict[str, tuple[bytes, str]]:
    kinds = {
        "page": f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>".encode(),
        "pages": pdf(STORY),
        "word": docx(word_document(STORY)),
        "zip": zipped({"a.txt": STORY.encode()}),
        "rows": json.dumps({"id": "1", "text": STORY}).encode(),
        "feed": f"<rss version='2.0'><channel><item><title>{STORY[:50]}</title></item></channel></rss>".encode(),
        "plain": STORY.encode(),
    }
    wrong = {
        "page": "txt",
        "pages": "docx",
        "word": "pdf",
        "zip": "txt",
        "rows": "html",
        "feed": "csv",
        "plain": "pdf",
    }
    return {f"misnamed-{kind}.{wrong[kind]}": (content, "both") for kind, content in kinds.items()}


def _mutants() -> dict[str, tuple[bytes, str]]:
    """Return sound files with bytes changed at random places, three of each kind."""
    sound = {
        "pdf": pdf(STORY, STORY),
        "docx": docx(word_document(STORY)),
        "zip": zipped({"a.txt": STORY.encode()}),
        "tar": tarred({"a.txt": STORY.encode()}),
        "gz": gzip.compress(STORY.encode(), mtime=0),
        "html": f"<html><body><p>{STORY}</p></body></html>".encode(),
        "rss": f"<rss><channel><item><title>x</title><description>{STORY}</description></item></channel></rss>".encode(),
    }
    cases = {}
    for ending, content in sound.items():
        for seed in range(3):
            changed = bytearray(content)
            chance = random.Random(f"{ending}{seed}")
            for _ in range(12):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            cases[f"mutant-{seed}.{ending}"] = (bytes(changed), "any")
    return cases


def _special(folder: Path) -> dict[str, str]:
    """Make what is no ordinary file: pipes, sockets, links, a file of 200 MB without content."""
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)
        listener.bind("socket.txt")
        os.chdir(here)
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "up").symlink_to(".")
    (folder / "device.txt").symlink_to("/dev/zero")
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with (folder / "huge.csv").open("wb") as stream:
        stream.write(b"id,text\n1,")
        stream.truncate(200 * 1024 * 1024)
    with (folder / "huge.jsonl").open("wb") as stream:
        stream.write(b'{"text": "')
        stream.truncate(200 * 1024 * 1024)
    return dict.fromkeys(
        (
            "pipe.txt",
            "socket.txt",
            "dangling.txt",
            "self.txt",
            "up",
            "device.txt",
            "huge.txt",
            "huge.csv",
            "huge.jsonl",
        ),
        "issue",
    )
