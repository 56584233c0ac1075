"""A digital signature in words: what was checked, and no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.types import DigitalSignature

UNCHECKED = "chưa kiểm tra chứng thư"
"""Whether the certificate is trusted or was revoked cannot be known without a network."""


def signature_words(signatures: Sequence[DigitalSignature]) -> list[str]:
    """One line for each signature: who, when, on which page, and whether what it covers is still the same."""
    closed = any(s.intact and s.covers_whole_file for s in signatures)
    return [f"{_who(s)} – {_state(s, closed)}" for s in signatures]


def _who(signature: DigitalSignature) -> str:
    name = signature.signer or "không đọc được tên người ký"
    organisation = signature.organisation
    if organisation and organisation.casefold() != name.casefold():
        name = f"{name} ({organisation})"
    if signature.signed_at:
        name += datetime.fromisoformat(signature.signed_at).strftime(", ký lúc %H:%M ngày %d/%m/%Y")
    return f"{name}, dấu ở trang {signature.page}" if signature.page else name


def _state(signature: DigitalSignature, closed: bool) -> str:
    """`closed`: a later signature that is intact covers the whole file, and with it what came after this one."""
    if signature.intact is None:
        return f"không kiểm tra được tính toàn vẹn, {UNCHECKED}"
    if not signature.intact:
        return f"nội dung đã bị thay đổi sau khi ký, {UNCHECKED}"
    if signature.covers_whole_file:
        return f"toàn vẹn, {UNCHECKED}"
    later = " (chữ ký sau cùng bao trùm cả phần này)" if closed else ""
    return f"phần được ký toàn vẹn, có phần được thêm sau khi ký{later}, {UNCHECKED}"
