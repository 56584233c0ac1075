"""Every variant is read by the real readers into a real index and asked its question; the quotation is compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.variants.all import every
from tests.variants.asked import ask_all

NOT_YET = {"drafts/dau 51 doc.doc": "a mark that LibreOffice wrote into a .doc it does not give back"}
"""Variants that are read wrongly still, and why; one that is right now must leave this list."""


@pytest.mark.slow
def test_every_variant_is_answered_from_what_is_seen(tmp_path: Path) -> None:
    """One test for all: the files are read once, in one run of an ingest."""
    if shutil.which("soffice") is None:
        needs("soffice")
    wrong = {outcome.variant.name: outcome.faults for outcome in ask_all(every(), tmp_path) if outcome.faults}
    assert {name: faults for name, faults in wrong.items() if name not in NOT_YET} == {}
    assert set(NOT_YET) <= set(wrong)


def test_the_third_that_was_kept_aside_holds_every_kind() -> None:
    from tests.variants.all import is_unseen

    kinds = {variant.kind for variant in every()}
    assert {variant.kind for variant in every() if is_unseen(variant)} == kinds
    assert all(sum(variant.kind == kind for variant in every()) >= 10 for kind in kinds)
