"""What each command does: calls the rooms, hands the result to `output`. Returns the exit code."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from typing import Any

from assistant.cli import output
from assistant.errors import DocumentNotFound
from assistant.settings import Settings, load_settings
from assistant.types import Scope
from assistant.wording import say

SOME_FILES_FAILED = 20
PROBLEMS_FOUND = 7


def _settings(options: argparse.Namespace) -> Settings:
    return load_settings(
        index_dir=options.index,
        encoder=getattr(options, "encoder", None),
        jobs=getattr(options, "jobs", None),
        access_group=getattr(options, "access_group", None),
        model=getattr(options, "model", None),
    )


def _scope(options: argparse.Namespace, settings: Settings) -> Scope:
    def chosen(values: list[Any] | None) -> frozenset[Any] | None:
        return frozenset(values) if values else None

    return Scope(
        access_groups=settings.access_groups,
        kinds=chosen(options.kind),
        issuers=chosen(options.issuer),
        years=chosen(options.year),
        document_ids=chosen(options.document),
    )


def ingest(options: argparse.Namespace) -> int:
    from assistant.cli.progress import progress
    from assistant.ingest import ingest as run

    settings = _settings(options)
    with progress(options.json, options.events) as (on_event, on_page, on_vectors):
        report = run(options.paths, settings, on_event, on_page, on_vectors)
    output.ingest_report(report, settings.index_dir, options.json, options.events)
    if report.interrupted:
        return 130
    return SOME_FILES_FAILED if report.failed else 0


def ask(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    from assistant.answering import Assistant, answer_to_dict
    from assistant.encoding import encoder_in_use, load_encoder
    from assistant.index import open_reader
    from assistant.retrieval import Searcher
    from assistant.understanding import Conversation, Turn

    settings = _settings(options)
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
        assistant = Assistant(Searcher(reader, encoder, settings), reader, settings)
        scope, as_typed = _scope(options, settings), options.as_typed

        def following(before: str | None) -> Conversation | None:
            return Conversation((Turn(before, before),)) if before else None

        if options.batch is not None:
            from assistant.cli import batch

            return batch.run(
                options.batch,
                options.out,
                lambda question, before: answer_to_dict(
                    assistant.ask(question, scope, following(before), as_typed=as_typed)
                ),
            )
        conversation = following(options.after)
        if settings.model and not options.json:
            answer = output.stream(assistant.stream(options.question, scope, conversation, as_typed=as_typed))
        else:
            answer = assistant.ask(options.question, scope, conversation, as_typed=as_typed)
    output.answer(answer, options.json, started)
    return 0


def search(options: argparse.Namespace) -> int:
    from assistant.answering.store.masking import masked_hits
    from assistant.cli.documents import copies, force
    from assistant.encoding import encoder_in_use, load_encoder
    from assistant.index import open_reader
    from assistant.retrieval import Searcher

    settings = _settings(options)
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
        searcher = Searcher(reader, encoder, settings)
        result = searcher.search(
            options.question,
            _scope(options, settings),
            k=options.k + copies.SPARE,
            explain=options.explain,
            as_typed=options.as_typed,
        )
        with reader.pin() as snapshot:
            scope = _scope(options, settings)
            result = copies.without_copies(result, snapshot, scope, options.k)
            result = force.with_notes(result, snapshot, scope)
            if settings.mask_personal:
                result = replace(result, hits=masked_hits(result.hits, snapshot.document))
    output.hits(result, options.json)
    return 0


def tasks(options: argparse.Namespace) -> int:
    from assistant.cli.tasks import tasks as run

    settings = _settings(options)
    return run(options, settings, _scope(options, settings))


def adapt(options: argparse.Namespace) -> int:
    from assistant.cli.adapting import adapt as run

    return run(options)


def docs_list(options: argparse.Namespace) -> int:
    from assistant.cli.documents import copies, listing
    from assistant.index import open_reader

    settings = _settings(options)
    states = frozenset(options.state) if options.state else None
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        records = snapshot.records(states=states)
        originals = copies.originals(snapshot, settings.access_groups)
    listing.documents(records, options.json, originals)
    return 0


def docs_show(options: argparse.Namespace) -> int:
    from assistant.answering.store.masking import masked
    from assistant.cli.documents import copies, editing, force, listing
    from assistant.index import open_reader

    settings = _settings(options)
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        record = snapshot.record(options.id)
        if record is None:
            raise DocumentNotFound(say("cli.docs.none", document_id=options.id), say("cli.docs.see_ids"))
        searchable = record.state in {"ready", "partial"}
        document = snapshot.document(options.id) if searchable else None
        more = force.found(record, document, snapshot, settings.access_groups, options.as_of)
        more |= editing.found(record, document, snapshot) | copies.found(record, snapshot, settings.access_groups)
    if document is not None and settings.mask_personal:
        document = masked(document)
    listing.document(record, document, options.json, options.text, more)
    return 0


def docs_force(options: argparse.Namespace) -> int:
    from assistant.cli.documents import force
    from assistant.index import open_reader, open_writer

    settings = _settings(options)
    recorded = force.record_of(options)
    with open_reader(settings.index_dir) as reader:
        encoder = reader.encoder
    with open_writer(settings.index_dir, encoder=encoder) as writer:
        writer.record_force(options.id, recorded)
    return docs_show(options)


def docs_edit(options: argparse.Namespace) -> int:
    from assistant.cli.documents import editing

    editing.edit(options, _settings(options))
    return docs_show(options)


def docs_remove(options: argparse.Namespace) -> int:
    from assistant.cli.documents import listing
    from assistant.index import open_reader, open_writer

    settings = _settings(options)
    with open_reader(settings.index_dir) as reader:
        encoder = reader.encoder
    with open_writer(settings.index_dir, encoder=encoder) as writer:
        records = [writer.remove(identifier) for identifier in options.id]
    listing.removed(records, options.json)
    return 0


def index_info(options: argparse.Namespace) -> int:
    from assistant.index import info

    output.info(info(_settings(options).index_dir), options.json)
    return 0


def index_verify(options: argparse.Namespace) -> int:
    from assistant.index import verify

    report = verify(_settings(options).index_dir)
    output.index_report(report, options.json, say("cli.index.sound"))
    return 0 if report.ok else PROBLEMS_FOUND


def index_repair(options: argparse.Namespace) -> int:
    from assistant.cli.progress import vectors_bar
    from assistant.encoding import encoder_in_use, is_quick, load_encoder
    from assistant.index import repair, verify
    from assistant.ingest import terms_version
    from assistant.ingest.prepare import passage_terms
    from assistant.ingest.vectors_behind import encode_behind
    from assistant.vietnamese.words.segment import segmenter

    settings = _settings(options)
    # named here, an encoder is meant as it is: the way back from an adapted one
    name = options.encoder or encoder_in_use(settings.encoder, settings.index_dir)
    words = segmenter() if settings.word_segmentation else None
    print(say("cli.index.rebuilding"), file=sys.stderr)
    encoder = load_encoder(name)
    report = repair(
        settings.index_dir,
        encoder=encoder,
        terms=lambda document, passage: passage_terms(document, passage, words),
        segmenter=terms_version(settings),
        encode=is_quick(encoder),
    )
    if encoder is not None and not is_quick(encoder):
        encode_behind(settings, encoder, vectors_bar(options.json))
        report = verify(settings.index_dir)
    output.index_report(report, options.json, say("cli.index.rebuilt"))
    return 0 if report.ok else PROBLEMS_FOUND


def index_encode(options: argparse.Namespace) -> int:
    from assistant.cli.progress import vectors_bar
    from assistant.encoding import encoder_in_use, load_encoder
    from assistant.ingest.vectors_behind import encode_behind

    settings = _settings(options)
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    made = encode_behind(settings, encoder, vectors_bar(options.json)) if encoder is not None else 0
    output.encoded(made, options.json)
    return 0
