"""What a person corrects of a document's letterhead: checked, kept for every later version, and searchable at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.encoding import encoder_in_use, load_encoder
from assistant.errors import EditError
from assistant.index import EncoderInfo, NewPassage, open_reader, open_writer
from assistant.ingest.prepare import passage_terms, rows_of_each, terms_version
from assistant.passages import embedding_text, searchable, searchable_title
from assistant.settings import Settings
from assistant.types import Document, DocumentRecord, Passage
from assistant.vietnamese.document_numbers.kinds import KINDS
from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.words.segment import Segmenter, segmenter
from assistant.wording import say, words

if TYPE_CHECKING:
    from assistant.encoding import Encoder
    from assistant.index.contract.values import FloatArray

FIELDS = words("ingest.fields")
"""The fields a person can correct, and their words."""
_IMPLIED = {"number": ("symbol",), "date": ("year",)}
"""Fields that follow from a corrected one, and are taken back with it."""
_LONGEST = 1000  # characters: the longest title of a real document has some 600
_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.I)
_LOOSE_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,3})?[a-zđ]?\s*(?:/|-)\s*\S.{0,40}", re.I)

Edits = dict[str, str | int | None]
VectorsFor = Callable[[Iterable[str]], "dict[str, FloatArray]"]


def correct(
    settings: Settings, document_id: int, changes: Mapping[str, str], reset: Collection[str] = ()
) -> DocumentRecord:
    """Keeps `changes` (field to what it is to say; "": the paper prints nothing there) and takes back the corrections
    of the fields `reset`. Found under the new words at once.

    Raises `EditError` for what cannot be, `DocumentNotFound`, `IndexMissing`, `IndexLocked`.
    """
    edits = checked(changes)
    _check_names(reset)
    if both := [name for name in reset if name in changes]:
        raise EditError(
            say("ingest.correction.edited_and_reset", field=FIELDS[both[0]]), say("ingest.correction.choose_one")
        )
    if not edits and not reset:
        raise EditError(say("ingest.correction.nothing"), say("ingest.correction.add_one"))
    with open_reader(settings.index_dir) as reader:
        info = reader.encoder
    encoder: Encoder | None = None
    if info is not None and ("title" in edits or "title" in reset):  # a new title means new vectors
        encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
        info = EncoderInfo(encoder.fingerprint, encoder.dimension) if encoder is not None else None
    words = segmenter() if settings.word_segmentation else None
    taken_back = {*reset, *(name for field in reset for name in _IMPLIED.get(field, ()))}
    with open_writer(settings.index_dir, encoder=info, segmenter=terms_version(settings)) as writer:

        def remake(document: Document, passages: Sequence[Passage]) -> Sequence[NewPassage]:
            return under_title(document, passages, words, encoder, writer.vectors_for)

        return writer.edit(document_id, edits, reset=taken_back, remake=remake)


def checked(changes: Mapping[str, str]) -> Edits:
    """`changes` as the catalog keeps them, with the fields that follow. Raises `EditError`, in words for a person."""
    _check_names(changes)
    edits: Edits = {}
    for name, typed in changes.items():
        value = re.sub(r"\s+", " ", nfc(typed)).strip()
        if len(value) > _LONGEST:
            raise EditError(
                say("ingest.correction.too_long", field=FIELDS[name], length=len(value), most=_LONGEST),
                say("ingest.correction.shorten"),
            )
        if not value:
            edits |= dict.fromkeys((name, *_IMPLIED.get(name, ())))
        elif name == "number":
            edits["number"], edits["symbol"] = _number(value)
        elif name == "date":
            edits["date"] = _date(value)
            edits["year"] = int(_date(value)[:4])
        elif name == "kind":
            edits["kind"] = _kind(value)
        else:
            edits[name] = value
    return edits


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        if name not in FIELDS:
            raise EditError(
                say("ingest.correction.no_such_field", field=name),
                say("ingest.correction.known_fields", fields=", ".join(FIELDS)),
            )


def _number(value: str) -> tuple[str, str | None]:
    """The number as it is kept, and its symbol."""
    for written in (value, value.upper()):  # typed in small letters it is the same number
        found = next(iter(find_numbers(written)), None)
        if found is not None and found.span == (0, len(value)):
            return found.key, found.symbol
    if _LOOSE_NUMBER.fullmatch(value) is None:
        raise EditError(say("ingest.correction.no_number", value=value), say("ingest.correction.write_number"))
    return value, re.split(r"\s*[/-]\s*", value, maxsplit=1)[1]


def _date(value: str) -> str:
    match = _DAY.fullmatch(value)
    try:
        found = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2100:
        raise EditError(say("ingest.correction.no_day", value=value), say("ingest.correction.write_day"))
    return found.isoformat()


def _kind(value: str) -> str:
    """A kind as it is written everywhere else ("Kế hoạch"), or what was typed with a capital."""
    known = {name.casefold(): name for name in KINDS.values()}
    return known.get(value.casefold(), value[:1].upper() + value[1:])


def under_title(
    document: Document,
    passages: Sequence[Passage],
    words: Segmenter | None,
    encoder: Encoder | None,
    vectors_for: VectorsFor,
) -> tuple[NewPassage, ...]:
    """`passages` with the terms and vectors they have under the title of `document`; texts encoded before are not
    encoded again (`vectors_for`)."""
    title = searchable_title(document)
    texts = [embedding_text(title, searchable(document, passage)) for passage in passages]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    vectors: dict[str, FloatArray] = {}
    if encoder is not None:
        vectors = vectors_for(hashes)
        missing = {h: text for h, text in zip(hashes, texts, strict=True) if h not in vectors}
        if missing:
            rows = rows_of_each(encoder.encode_passages(list(missing.values())), len(missing))
            vectors |= dict(zip(missing, rows, strict=True))
    return tuple(
        NewPassage(passage, passage_terms(document, passage, words), vectors.get(h), h)
        for passage, h in zip(passages, hashes, strict=True)
    )


def retitled(document: Document, edits: Mapping[str, str | int | None]) -> Document | None:
    """`document` under the title a person gave it; None when that is the title it has."""
    if "title" not in edits or edits["title"] == document.letterhead.title:
        return None
    title = edits["title"]
    head = document.letterhead
    spans = {name: span for name, span in head.spans.items() if name != "title"}
    return replace(document, letterhead=replace(head, title=str(title) if title is not None else None, spans=spans))
