"""A small PDF with one digital signature, made here with a certificate of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

ROOM = 8192
"""Bytes kept free for the signature: a self-made certificate and one RSA signature take some 1,500."""
_GAP = b"<" + b"0" * (2 * ROOM) + b">"

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key, name: str, organisation: str) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 7, now - timedelta(1), now + timedelta(365))
    return builder.sign(key, hashes.SHA256())


def plain_pdf(words: str, field: str = "", annotations: str = "") -> bytes:
    """One page that prints `words` (ASCII); `field` is the object 6, `annotations` what the page says of it."""
    stream = f"BT /F1 14 Tf 72 770 Td ({words}) Tj ET"
    form = " /AcroForm << /Fields [6 0 R] /SigFlags 3 >>" if field else ""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R{form} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        f" /Resources << /Font << /F1 5 0 R >> >>{annotations} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([field] if field else []),
    ]
    out = b"%PDF-1.7\n"
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    return out + _table(starts, 1, len(out), b"/Root 1 0 R")


def _table(starts: list[int], first: int, at: int, more: bytes) -> bytes:
    rows = b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    free = b"0000000000 65535 f \n"
    head = b"0 %d\n" % (len(starts) + 1) + free if first == 1 else b"%d %d\n" % (first, len(starts))
    size = first + len(starts)
    return b"xref\n%b%btrailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (head, rows, size, more, at)


def signed_pdf(
    words: str = "Ke hoach thu nghiem",
    name: str = "Trần Văn Mẫu",
    organisation: str = "Ủy ban nhân dân tỉnh Mẫu",
    key: Key | None = None,
    clock: str = "D:20260305093000+07'00'",
    timed: bool = True,
) -> bytes:
    """The signed file. `timed`: the signature itself states its time (now); else only the form does (`clock`)."""
    key = key or rsa.generate_private_key(65537, 2048)
    blank = b"/ByteRange [0 0000000000 0000000000 0000000000]"
    value = f"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M ({clock}) "
    value += f"{blank.decode()} /Contents {_GAP.decode()} >>"
    field = f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [300 700 500 760] /P 3 0 R /V {value} >>"
    data = plain_pdf(words, field, " /Annots [6 0 R]")
    start = data.index(_GAP)
    end = start + len(_GAP)
    spans = b"/ByteRange [0 %010d %010d %010d]" % (start, end, len(data) - end)
    data = data.replace(blank, spans)
    options = [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
    if not timed:
        options.append(PKCS7Options.NoAttributes)
    made = (
        PKCS7SignatureBuilder()
        .set_data(data[:start] + data[end:])
        .add_signer(certificate(key, name, organisation), key, hashes.SHA256())
        .sign(Encoding.DER, options)
    )
    return data[: start + 1] + made.hex().encode().ljust(2 * ROOM, b"0") + data[end - 1 :]


def with_addition(data: bytes) -> bytes:
    """`data` with a later revision appended: one more object, as an editor saves a change."""
    previous = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    at = len(data)
    added = b"7 0 obj\n<< /Producer (sua sau khi ky) >>\nendobj\n"
    table = _table([at], 7, at + len(added), b"/Root 1 0 R /Info 7 0 R /Prev %d" % previous)
    return data + added + table
