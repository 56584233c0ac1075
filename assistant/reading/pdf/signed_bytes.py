"""Who signed some bytes, when, and whether they are still the same: a CMS signature (RFC 5652) checked offline.

Only the mathematics are checked: the digest of the bytes, and that the key of the signer's own certificate made the
signature. Whether an authority vouches for the certificate, or has revoked it, needs a network and is never said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

_VIETNAM = timezone(timedelta(hours=7))
"""Signing times are stored in UTC; whoever reads a Vietnamese paper reads its clock (UTC+7, no summer time)."""
_DAMAGED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What asn1crypto raises on bytes that are no CMS structure."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`intact` is None where it could not be computed: an unknown algorithm, a structure that cannot be read."""

    signer: str | None = None
    organisation: str | None = None
    signed_at: str | None = None
    intact: bool | None = None


def check(contents: bytes, covered: Sequence[memoryview]) -> Checked:
    """What the CMS structure `contents` (DER or BER, zero bytes may follow) says about the bytes `covered`."""
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(contents)["content"]
        info = signed["signer_infos"][0]
        certificate = _certificate(signed, info)
        names = certificate.subject.native if certificate is not None else {}
        who = _name(names, "common_name"), _name(names, "organization_name"), _signing_time(info)
    except _DAMAGED:
        return Checked()
    try:
        return Checked(*who, _intact(signed, info, certificate, covered))
    except _DAMAGED:
        return Checked(*who)


def _certificate(signed: Any, info: Any) -> Any:
    """The signer's certificate among those enclosed, None when it is not there."""
    sid = info["sid"]
    for choice in signed["certificates"]:
        if choice.name != "certificate":
            continue
        found = choice.chosen
        if sid.name == "issuer_and_serial_number":
            wanted = sid.chosen
            if found.serial_number == wanted["serial_number"].native and found.issuer == wanted["issuer"]:
                return found
        elif found.key_identifier == sid.native:
            return found
    return None


def _name(names: Any, key: str) -> str | None:
    found = names.get(key)
    text = " ".join(str(found[-1] if isinstance(found, list) else found or "").split())
    return text or None


def _signing_time(info: Any) -> str | None:
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            return in_vietnam(attribute["values"][0].native)
    return None


def in_vietnam(moment: datetime) -> str:
    """ISO 8601 with the zone of Viet Nam, to the second."""
    return moment.astimezone(_VIETNAM).isoformat(timespec="seconds")


def _intact(signed: Any, info: Any, certificate: Any, covered: Sequence[memoryview]) -> bool | None:
    """Whether digest and signature fit the bytes; None for algorithms nobody here knows."""
    algorithm = info["digest_algorithm"]["algorithm"].native
    digest = _digest(algorithm, covered)
    if digest is None:
        return None
    enclosed = signed["encap_content_info"]["content"].native
    kind = signed["encap_content_info"]["content_type"].native
    if kind == "tst_info":  # a timestamp over the file encloses the imprint of its bytes
        imprint = signed["encap_content_info"]["content"].parsed["message_imprint"]
        fits = _digest(imprint["hash_algorithm"]["algorithm"].native, covered) == imprint["hashed_message"].native
        digest = _digest(algorithm, [memoryview(signed["encap_content_info"]["content"].contents)])
    elif enclosed is not None:  # adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3): the SHA-1 of the bytes is what is signed
        fits = enclosed == hashlib.sha1(b"".join(covered), usedforsecurity=False).digest()
        digest = _digest(algorithm, [memoryview(enclosed)])
    else:
        fits = True
    attributes = info["signed_attrs"]
    if len(attributes):
        stated = next((a["values"][0].native for a in attributes if a["type"].native == "message_digest"), None)
        if not fits or stated != digest:
            return False
        message = attributes.untag().dump()
    elif enclosed is not None:
        if not fits:
            return False
        message = enclosed
    else:
        message = b"".join(covered)
    return None if certificate is None else _signed_by(certificate, info, algorithm, message)


def _digest(algorithm: str, parts: Sequence[memoryview]) -> bytes | None:
    if algorithm not in ("sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"):
        return None
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _signed_by(certificate: Any, info: Any, algorithm: str, message: bytes) -> bool | None:
    """Whether the certificate's key made the signature over `message`; None for a kind of key nobody here knows."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    signature = info["signature"].native
    made_by = info["signature_algorithm"]
    digest = getattr(hashes, algorithm.upper())()
    try:
        key = load_der_public_key(certificate.public_key.dump())
        if isinstance(key, rsa.RSAPublicKey) and made_by.signature_algo == "rsassa_pss":
            salt = made_by["parameters"]["salt_length"].native
            key.verify(signature, message, padding.PSS(padding.MGF1(digest), salt), digest)
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(digest))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, message)
        else:
            return None
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm:
        return None
    return True
