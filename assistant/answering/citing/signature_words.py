"""A digital signature in words: what was checked, and no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.types import DigitalSignature
from assistant.wording import say


def signature_words(signatures: Sequence[DigitalSignature]) -> list[str]:
    """One line for each signature: who, when, on which page, and whether what it covers is still the same."""
    closed = any(s.intact and s.covers_whole_file for s in signatures)
    return [f"{_who(s)} – {_state(s, closed)}" for s in signatures]


def _who(signature: DigitalSignature) -> str:
    name = signature.signer or say("labels.signature.no_name")
    organisation = signature.organisation
    if organisation and organisation.casefold() != name.casefold():
        name = f"{name} ({organisation})"
    if signature.signed_at:
        at = datetime.fromisoformat(signature.signed_at)
        name += say("labels.signature.signed_at", time=at.strftime("%H:%M"), day=at.strftime("%d/%m/%Y"))
    return say("labels.signature.on_page", name=name, page=signature.page) if signature.page else name


def _state(signature: DigitalSignature, closed: bool) -> str:
    """`closed`: a later signature that is intact covers the whole file, and with it what came after this one.

    Whether the certificate is trusted or was revoked cannot be known without a network.
    """
    unchecked = say("labels.signature.certificate_unchecked")
    if signature.intact is None:
        return say("labels.signature.integrity_unknown", certificate=unchecked)
    if not signature.intact:
        return say("labels.signature.changed", certificate=unchecked)
    if signature.covers_whole_file:
        return say("labels.signature.intact", certificate=unchecked)
    later = say("labels.signature.later_covers") if closed else ""
    return say("labels.signature.added_to", later=later, certificate=unchecked)
