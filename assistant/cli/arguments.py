"""The words of the command line, in the language of the settings also where argparse has its own."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from assistant.cli.documents import editing
from assistant.vietnamese.time.dates import parse_date
from assistant.wording import say

USAGE_ERROR = 2

_PROBLEMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.*)", lambda m: say("cli.problems.missing", names=m[1])),
    (r"unrecognized arguments: (.*)", lambda m: say("cli.problems.unknown", names=m[1])),
    (
        r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)",
        lambda m: say("cli.problems.choice", argument=m[1], value=m[2], choices=m[3]),
    ),
    (
        r"argument (.*?): invalid \w+ value: (.*)",
        lambda m: say("cli.problems.value", argument=m[1], value=m[2]),
    ),
    (r"argument (.*?): expected one argument", lambda m: say("cli.problems.one_value", argument=m[1])),
    (r"argument (.*?): expected at least one argument", lambda m: say("cli.problems.some_value", argument=m[1])),
    (
        r"argument (.*?): not allowed with argument (.*)",
        lambda m: say("cli.problems.together", argument=m[1], other=m[2]),
    ),
    (r"^argument (.*?): (.*)", lambda m: f"{m[1]}: {m[2]}"),
)
"""What argparse says, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose headings and errors are ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)
        self._positionals.title = say("cli.usage.arguments")
        self._optionals.title = say("cli.usage.options")
        self.add_argument("-h", "--help", action="help", help=say("cli.usage.help"))

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", say("cli.usage.how"), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", say("cli.usage.how"), 1)

    def error(self, message: str) -> NoReturn:
        for pattern, said in _PROBLEMS:
            message = re.sub(pattern, said, message)
        self.exit(USAGE_ERROR, say("cli.usage.wrong", message=message, program=self.prog) + "\n")

    def print_help(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        super().print_help(file)


def day(text: str) -> str:
    """An ISO day from "2026-06-30" or "30/6/2026"."""
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(say("cli.usage.no_day", text=text))
    return found


def _shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, metavar=say("cli.names.folder"), help=say("cli.shared.index"))
    parser.add_argument("--json", action="store_true", help=say("cli.shared.json"))


def _as_typed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-typed", action="store_true", help=say("cli.shared.as_typed"))


def _filters(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(say("cli.filters.heading"))
    group.add_argument("--kind", action="append", metavar=say("cli.names.kind"), help=say("cli.filters.kind"))
    group.add_argument("--issuer", action="append", metavar=say("cli.names.agency"), help=say("cli.filters.issuer"))
    group.add_argument("--year", action="append", type=int, metavar=say("cli.names.year"), help=say("cli.filters.year"))
    group.add_argument(
        "--document", action="append", type=int, metavar=say("cli.names.id"), help=say("cli.filters.document")
    )


Command = Callable[..., argparse.ArgumentParser]
"""Adds one command: its name, help, function in `commands`, and the command that it belongs to (none: the program)."""


def build() -> Parser:
    """The whole command line; each command sets `run` to the name of its function in `commands`."""
    parser = Parser(
        prog="tracuu",
        description=say("cli.about"),
    )
    commands = parser.add_subparsers(
        title=say("cli.commands"), metavar=say("cli.names.command"), required=True, parser_class=Parser
    )

    def command(name: str, text: str, run: str, within: Any = commands) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = within.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        sub.set_defaults(run=run)
        _shared(sub)
        return sub

    _ingest(command)
    _questions(command)
    command("adapt", say("cli.adapt.help"), "adapt")
    _docs(commands, command)
    _index(commands, command)
    return parser


def _ingest(command: Command) -> None:
    ingest = command("ingest", say("cli.ingest.help"), "ingest")
    ingest.add_argument("paths", nargs="+", type=Path, metavar=say("cli.names.path"), help=say("cli.ingest.paths"))
    ingest.add_argument("--jobs", type=int, metavar="N", help=say("cli.ingest.jobs"))
    ingest.add_argument("--encoder", metavar=say("cli.names.name"), help=say("cli.ingest.encoder"))
    ingest.add_argument("--access-group", metavar=say("cli.names.group"), help=say("cli.ingest.access_group"))
    ingest.add_argument("--events", action="store_true", help=say("cli.ingest.events"))


def _questions(command: Command) -> None:
    ask = command("ask", say("cli.ask.help"), "ask")
    ask.add_argument("question", nargs="?", metavar=say("cli.names.question"), help=say("cli.ask.question"))
    ask.set_defaults(parser=ask)
    ask.add_argument("--batch", type=Path, metavar=say("cli.names.file"), help=say("cli.ask.batch"))
    ask.add_argument("--out", type=Path, metavar=say("cli.names.file"), help=say("cli.ask.out"))
    ask.add_argument("--after", metavar=say("cli.names.question_before"), help=say("cli.ask.after"))
    ask.add_argument("--model", metavar=say("cli.names.model"), help=say("cli.ask.model"))
    _as_typed(ask)
    _filters(ask)

    search = command("search", say("cli.search.help"), "search")
    search.add_argument("question", metavar=say("cli.names.search"), help=say("cli.search.question"))
    search.add_argument("-k", type=int, default=10, metavar="N", help=say("cli.search.count"))
    search.add_argument("--explain", action="store_true", help=say("cli.search.explain"))
    _as_typed(search)
    _filters(search)

    tasks = command("tasks", say("cli.tasks.help"), "tasks")
    tasks.add_argument("--lead", metavar=say("cli.names.agency"), help=say("cli.tasks.lead"))
    tasks.add_argument("--partner", metavar=say("cli.names.agency"), help=say("cli.tasks.partner"))
    tasks.add_argument("--due-before", type=day, metavar=say("cli.names.day"), help=say("cli.tasks.due_before"))
    tasks.add_argument("--due-after", type=day, metavar=say("cli.names.day"), help=say("cli.tasks.due_after"))
    tasks.add_argument("--recurring", action="store_true", help=say("cli.tasks.recurring"))
    tasks.add_argument("--csv", type=Path, metavar=say("cli.names.file"), help=say("cli.tasks.csv"))
    tasks.add_argument("--xlsx", type=Path, metavar=say("cli.names.file"), help=say("cli.tasks.xlsx"))
    _filters(tasks)


def _docs(commands: Any, command: Command) -> None:
    docs = commands.add_parser("docs", help=say("cli.docs.help"), description=say("cli.docs.about"))
    within = docs.add_subparsers(
        title=say("cli.commands"), metavar=say("cli.names.command"), required=True, parser_class=Parser
    )
    listing = command("list", say("cli.docs.list"), "docs_list", within)
    listing.add_argument("--state", action="append", metavar=say("cli.names.state"), help=say("cli.docs.list_state"))
    show = command("show", say("cli.docs.show"), "docs_show", within)
    show.add_argument("id", type=int, metavar=say("cli.names.id"), help=say("cli.docs.id"))
    show.add_argument("--text", action="store_true", help=say("cli.docs.text"))
    show.add_argument("--as-of", type=day, metavar=say("cli.names.day"), help=say("cli.docs.as_of"))
    force = command("force", say("cli.docs.force"), "docs_force", within)
    force.add_argument("id", type=int, metavar=say("cli.names.id"), help=say("cli.docs.id"))
    force.add_argument("--state", metavar=say("cli.names.state_of_force"), help=say("cli.docs.force_state"))
    force.add_argument("--source", metavar=say("cli.names.source"), help=say("cli.docs.force_source"))
    force.add_argument("--date", metavar=say("cli.names.day"), help=say("cli.docs.force_date"))
    force.add_argument("--forget", action="store_true", help=say("cli.docs.forget"))
    force.set_defaults(as_of=None, text=False)
    edit = command("edit", say("cli.docs.edit"), "docs_edit", within)
    editing.add_options(edit)
    edit.set_defaults(as_of=None, text=False)
    remove = command("remove", say("cli.docs.remove"), "docs_remove", within)
    remove.add_argument("id", type=int, nargs="+", metavar=say("cli.names.id"), help=say("cli.docs.id"))


def _index(commands: Any, command: Command) -> None:
    index = commands.add_parser("index", help=say("cli.index.help"), description=say("cli.index.about"))
    within = index.add_subparsers(
        title=say("cli.commands"), metavar=say("cli.names.command"), required=True, parser_class=Parser
    )
    command("info", say("cli.index.info"), "index_info", within)
    command("verify", say("cli.index.verify"), "index_verify", within)
    command("encode", say("cli.index.encode"), "index_encode", within)
    repair = command("repair", say("cli.index.repair"), "index_repair", within)
    repair.add_argument("--encoder", metavar=say("cli.names.name"), help=say("cli.index.encoder"))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    options = build().parse_args(arguments)
    if options.run == "ask" and (problem := _of_ask(options)) is not None:
        options.parser.error(problem)
    return options


def _of_ask(options: argparse.Namespace) -> str | None:
    """What is wrong with how many questions `ask` was given: one, or a file of them with a file for the results."""
    missing = say("cli.problems.missing", names=say("cli.names.question"))
    if options.batch is None:
        if options.out is not None:
            return say("cli.batch.out_alone")
        return None if options.question is not None else missing
    if options.question is not None or options.after is not None:
        return say("cli.batch.both")
    return say("cli.batch.no_out") if options.out is None else None
