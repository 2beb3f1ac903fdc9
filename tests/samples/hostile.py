"""Files that were made to do harm, or that broke on their way: each named after its trouble."""

import io
import zlib
from collections.abc import Callable, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TEXT = (
    b"BT /F1 20 Tf 150 750 Td (Report of the year 2023) Tj ET "
    b"BT /F1 14 Tf 72 700 Td (In 2023 the office accepted 301 cases of legal aid.) Tj ET "
    b"BT /F1 14 Tf 72 676 Td (Other sentences follow.) Tj ET"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def raw_pdf(changed: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A PDF of one page, some of its objects (1 catalogue, 2 pages, 3 page, 4 content, 5 font) put in their place."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: stream(TEXT),
        5: FONT,
        **(changed or {}),
    }
    written = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        written += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    written += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(written)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def good() -> bytes:
    """The page that all the others are made of."""
    return raw_pdf()


def zero_bytes() -> bytes:
    """A download that never began."""
    return b""


def web_page() -> bytes:
    """What a site says instead of a file."""
    return b"<!DOCTYPE html><html><body>404 Not Found</body></html>"


def cut_short() -> bytes:
    """A download that broke off."""
    return good()[:300]


def password() -> bytes:
    """Can't be read without a password."""
    return _encrypted("secret")


def empty_password() -> bytes:
    """Encrypted so that printing is forbidden, but read by everybody."""
    return _encrypted("")


def _encrypted(user: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0), invariant=True)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(150, 750, "Report of the year 2023")
    canvas.setFont("Helvetica", 14)
    canvas.drawString(72, 700, "In 2023 the office accepted 301 cases of legal aid.")
    canvas.drawString(72, 676, "Other sentences follow.")
    canvas.save()
    return target.getvalue()


def five_thousand_pages() -> bytes:
    """More than any report has."""
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 5010))
    pages = dict.fromkeys(range(10, 5010), PAGE)
    return raw_pdf({2: b"<< /Type /Pages /Kids [%s] /Count 5000 >>" % kids, **pages})


def bomb() -> bytes:
    """Half a megabyte that unfolds to 600."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(600)) + packer.flush()
    return raw_pdf({4: stream(packed, b"/Filter /FlateDecode")})


def bomb_in_a_bomb() -> bytes:
    """Some hundred bytes that unfold to 600 megabytes, packed twice."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(600)) + packer.flush()
    return raw_pdf({4: stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")})


def pages_in_a_ring() -> bytes:
    """A tree of pages whose branch holds its own trunk."""
    return raw_pdf(
        {2: b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>", 6: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}
    )


def form_in_itself() -> bytes:
    """A drawing that draws itself."""
    form = stream(b"/X Do " + TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R")
    resources = b"<< /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >>"
    page = PAGE.replace(b"/Resources << /Font << /F1 5 0 R >> >>", b"/Resources 7 0 R")
    return raw_pdf({3: page, 4: stream(b"/X Do " + TEXT), 6: form, 7: resources})


def length_of_itself() -> bytes:
    """A stream whose length is the stream."""
    return raw_pdf({4: b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream"})


def table_before_itself() -> bytes:
    """A cross-reference table that names itself as the one before it."""
    whole = good()
    place = whole.rindex(b"xref\n0 1")
    return raw_pdf(trailer=b"/Prev %d" % place)


def deep_brackets() -> bytes:
    """Brackets in brackets, fifty thousand deep."""
    return raw_pdf({6: b"[" * 50_000 + b"]" * 50_000, 3: PAGE.replace(b"/Type /Page ", b"/Type /Page /Annots 6 0 R ")})


def endless_text() -> bytes:
    """Two million words on one page, in a few thousand bytes."""
    packed = zlib.compress(b"BT /F1 1 Tf " + b"1 0 Td (a) Tj " * 2_000_000 + b"ET", 9)
    return raw_pdf({4: stream(packed, b"/Filter /FlateDecode")})


def huge_page() -> bytes:
    """A page of a thousand kilometres."""
    return raw_pdf({3: PAGE.replace(b"595 842", b"999999999 999999999")})


def huge_picture() -> bytes:
    """A picture of 60,000 by 60,000 points beside the text."""
    packed = zlib.compress(b"\0" * 1_000_000, 9)
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    page = PAGE.replace(b"/Font <<", b"/XObject << /I 6 0 R >> /Font <<")
    content = stream(b"q 500 0 0 100 40 40 cm /I Do Q " + TEXT)
    return raw_pdf({3: page, 4: content, 6: stream(packed, image + b" /Filter /FlateDecode")})


def script() -> bytes:
    """Runs a program when it is opened, where somebody lets it."""
    action = b"<< /S /JavaScript /JS (app.launchURL('http://127.0.0.1/')) >>"
    launch = b"<< /S /Launch /F (/bin/sh) >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 7 0 R >> >>"
    return raw_pdf({1: catalogue, 6: action, 7: launch})


def embedded_file() -> bytes:
    """Carries a program."""
    names = b"<< /EmbeddedFiles << /Names [(../../evil.sh) 6 0 R] >> >>"
    held = stream(b"#!/bin/sh\ntouch evil\n", b"/Type /EmbeddedFile")
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Names %s >>" % names,
            6: b"<< /Type /Filespec /F (../../evil.sh) /EF << /F 7 0 R >> >>",
            7: held,
        }
    )


def outside_font_map() -> bytes:
    """A font whose character map would be read from a path."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /../../../../etc/passwd /DescendantFonts [6 0 R] >>"
    below = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (../..) /Ordering (/etc) /Supplement 0 >> >>"
    return raw_pdf({5: font, 6: below})


FILES: tuple[Callable[[], bytes], ...] = (
    good, zero_bytes, web_page, cut_short, password, empty_password, five_thousand_pages, bomb, bomb_in_a_bomb,
    pages_in_a_ring, form_in_itself, length_of_itself, table_before_itself, deep_brackets, endless_text, huge_page,
    huge_picture, script, embedded_file, outside_font_map,
)  # fmt: skip
