"""Digital signatures of PDFs: files signed here, then left alone, changed, added to; and the real ones."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from assistant.parsing import parse
from assistant.reading import read_file
from assistant.reading.pdf.signatures import read_signatures
from assistant.types import DigitalSignature
from tests.conftest import needs
from tests.reading.pdf.signing import plain_pdf, signed_pdf, with_addition


def test_an_intact_signature_names_who_when_and_where() -> None:
    [found] = read_signatures(signed_pdf(clock="D:20260305093000"))
    assert (found.signer, found.organisation) == ("Trần Văn Mẫu", "Ủy ban nhân dân tỉnh Mẫu")
    assert (found.intact, found.covers_whole_file, found.page) == (True, True, 1)
    assert found.signed_at is not None
    moment = datetime.fromisoformat(found.signed_at)
    assert moment.utcoffset() == timedelta(hours=7)
    assert abs(datetime.now(moment.tzinfo) - moment) < timedelta(minutes=5)


def test_the_clock_of_the_form_counts_where_it_has_a_zone() -> None:
    for clock in ("D:20260305023000Z", "D:20260305093000+07'00'"):
        [found] = read_signatures(signed_pdf(clock=clock))
        assert found.signed_at == "2026-03-05T09:30:00+07:00"
    [found] = read_signatures(signed_pdf(timed=False))
    assert found.intact is True
    [neither] = read_signatures(signed_pdf(timed=False, clock="D:20260305093000"))
    assert neither.signed_at is None


def test_an_elliptic_key_is_checked_too() -> None:
    [found] = read_signatures(signed_pdf(key=ec.generate_private_key(ec.SECP256R1())))
    assert found.intact is True


def test_one_changed_byte_is_seen() -> None:
    data = signed_pdf(words="Muc thu 100 dong")
    [found] = read_signatures(data.replace(b"thu 100 dong", b"thu 900 dong"))
    assert (found.intact, found.covers_whole_file) == (False, True)
    assert found.signer == "Trần Văn Mẫu"


def test_a_signature_by_another_key_is_seen() -> None:
    """The digest inside still fits, the signature over it does not: one byte near the end of the RSA number."""
    data = signed_pdf()
    gap = re.search(rb"/Contents <([0-9a-f]+?)(?:00){64,}>", data)
    assert gap is not None
    at = gap.end(1) - 20
    changed = data[:at] + (b"a" if data[at : at + 1] != b"a" else b"b") + data[at + 1 :]
    assert read_signatures(changed)[0].intact is False


def test_an_addition_after_signing_is_seen() -> None:
    [found] = read_signatures(with_addition(signed_pdf()))
    assert (found.intact, found.covers_whole_file) == (True, False)


def test_a_cut_file_is_not_intact() -> None:
    [found] = read_signatures(signed_pdf()[:-40])
    assert (found.intact, found.covers_whole_file) == (False, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/ByteRange [0 ", b"/ByteRange [5 "),
        (b"/Contents <30", b"/Contents <zz"),
        (b"/Contents <30", b"/Contents <00"),
    ],
    ids=["range", "no hex", "no structure"],
)
def test_what_cannot_be_followed_is_never_called_intact(old: bytes, new: bytes) -> None:
    data = signed_pdf()
    assert old in data
    assert all(found.intact is not True for found in read_signatures(data.replace(old, new)))


def test_a_file_without_signatures_has_none() -> None:
    assert read_signatures(plain_pdf("Ke hoach")) == ()


def test_the_signature_reaches_the_document(tmp_path: Path) -> None:
    path = tmp_path / "ky-so.pdf"
    path.write_bytes(signed_pdf())
    file = read_file(path)
    assert file.signatures == read_signatures(path.read_bytes())
    assert parse(file).signatures == file.signatures


def test_real_signatures_agree_with_poppler(shared_data: Path) -> None:
    """Signer, integrity and coverage of every signed PDF, against `pdfsig`; its output stops after four signatures."""
    program = needs("pdfsig")
    compared = 0
    for path in sorted((shared_data / "documents").rglob("*.pdf")):
        found = read_signatures(path.read_bytes())
        shown = subprocess.run([program, "-nocert", str(path)], capture_output=True, check=False).stdout.decode()
        blocks = re.split(r"Signature #\d+:", shown)[1:]
        assert bool(blocks) == bool(found), path.name
        ordered = sorted(blocks, key=_end)
        for block, signature in zip(ordered, found, strict=len(blocks) == len(found)):
            _compare(block, signature)
            compared += 1
    assert compared >= 20


def _end(block: str) -> int:
    ranges = re.search(r"\[(\d+) - (\d+)\]\s*$", block.split("Signed Ranges:")[-1].splitlines()[0])
    assert ranges is not None
    return int(ranges[2])


def _compare(block: str, signature: DigitalSignature) -> None:
    assert f"Common Name: {signature.signer}\n" in block
    assert signature.intact is ("Signature is Valid" in block)
    assert signature.covers_whole_file is ("  - Total document signed" in block)
    assert signature.page is not None
    assert signature.signed_at is not None


def test_numbers_that_signing_drew_stand_in_their_place(shared_data: Path) -> None:
    """The clerk's number is drawn by a signature field; it is found wherever `pdftotext` shows it, on page 1, above
    the line of kind, and so is the date."""
    program = needs("pdftotext")
    shown = 0
    for path in sorted((shared_data / "documents").rglob("*.pdf")):
        args = [program, "-f", "1", "-l", "1", "-layout", str(path), "-"]
        page = subprocess.run(args, capture_output=True, check=False).stdout.decode()
        printed = re.search(r"^\s*Số\s*:\s*(\d+)\s*/\s*([\w/\s-]+?)(?:\s{3,}|$)", page, re.M)
        if printed is None:
            continue
        document = parse(read_file(path))
        head = document.letterhead
        assert head.number is not None, path.name
        assert re.sub(r"\s", "", f"{printed[1]}/{printed[2]}") == head.number, path.name
        assert head.spans["number"].start < head.spans["kind"].start, path.name
        assert document.page_at(head.spans["number"].start) == 1
        assert head.date is not None
        assert head.spans["date"].start < head.spans["kind"].start, path.name
        shown += 1
    assert shown >= 6
