"""Where an index keeps an encoder adapted to it, and when the settings mean that one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from assistant.encoding.automatic_choice import automatic_name, one_name

ADAPTED_FOLDER = "bo-ma-hoa"
"""Folder in an index that holds adapted encoders, each in a folder named by its fingerprint."""
ADAPTED_FILE = "adapted.json"


def encoder_in_use(name: str, index: Path) -> str:
    """What `load_encoder` is to be given where the settings say `name` and the index lies in `index`.

    That is `name`, unless the index says (in its manifest) that its vectors were made by an encoder which was adapted
    to it from `name`: then it is the folder of that one. So an adaptation takes effect at the very moment the index
    encoded by it is published, needs no setting, and another encoder in the settings still means that other one.
    "auto" means the encoder that made the index, or for a new one what suits this machine.
    """
    folder = index / ADAPTED_FOLDER
    name = base_name(name, index)
    if not folder.is_dir():
        return name
    try:
        fingerprint = json.loads((index / "manifest.json").read_text(encoding="utf-8"))["encoder"]
        facts = json.loads((folder / str(fingerprint) / ADAPTED_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return name
    return str(folder / fingerprint) if one_name(str(facts.get("base"))) == name else name


def base_name(name: str, index: Path) -> str:
    """What the settings' `name` means for the index in `index`, whether it was adapted or not."""
    name = one_name(name)
    return automatic_name(_fingerprint(index)) if name == "auto" else name


def _fingerprint(index: Path) -> str | None:
    """Of the encoder of the index, None where there is no index."""
    try:
        return str(json.loads((index / "manifest.json").read_text(encoding="utf-8"))["encoder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clear_adapted(index: Path, keep: str | None) -> None:
    """Removes the adapted encoders of `index` but the one with the fingerprint `keep`, and what was half written."""
    folder = index / ADAPTED_FOLDER
    if folder.is_dir():
        for found in folder.iterdir():
            if found.name != keep:
                shutil.rmtree(found, ignore_errors=True)
