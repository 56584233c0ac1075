"""What people read stands in the tables: no Vietnamese is written in the code of the rooms that are done.

Left out are docstrings, patterns given to `re`, and values of `ForceState`, which is a contract of the JSON. What else
may stand is named here with the reason: words by which documents and questions are understood, not words for people.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant.types import ForceState
from tests.wording.calls import PACKAGE, modules

DONE = (
    "answering",
    "cli",
    "encoding",
    "errors",
    "index",
    "ingest",
    "reading",
    "retrieval",
    "settings",
    "ui",
    "understanding",
)
"""Rooms whose words are all in the tables."""
ALLOWED: dict[str, dict[str, str]] = {
    "answering/checking/verify.py": {"_UNITS": "units in figures", "figures_of": "quarters, made comparable"},
    "answering/citing/citation.py": {
        "DIGEST": "a kind of document",
        "_VERBS": "how a trích yếu begins",
        "_NAMED_BY_TITLE": "kinds of document",
        "citation_label": "a label of the outline",
    },
    "answering/citing/place.py": {"_ORDINAL_HEADERS": "headers of tables"},
    "answering/composing/lead.py": {"*": "patterns of what answers, and of headers of tables"},
    "answering/evidence/answer_forms.py": {"_ANSWER_FORMS": "patterns of answers"},
    "answering/evidence/candidates.py": {"_PAPER": "marks that digests and sample papers bear"},
    "answering/force/state.py": {"_ISSUED_AS_LAW": "kinds of document"},
    "answering/requests/asked.py": {"_PLEASE": "patterns of questions"},
    "answering/phrasing/prompt.py": {"*": "read by a language model"},
    "cli/batch.py": {"QUESTION_COLUMNS": "names of columns in a file of questions"},
    "encoding/adapting/adapt.py": {"_card": "a card for whoever opens the folder, a document of its own"},
    "index/facts/relations.py": {"_LAWS": "kinds of document"},
    "reading/containers/mail.py": {"_attachments": "names of files in a mail, which must stay the same"},
    "reading/containers/names.py": {"clean_names": "names of files in an archive, which must stay the same"},
    "reading/layout/rows.py": {"_is_form_blank": "words of a letterhead"},
    "reading/office/slides.py": {"NOTES": "text of the document"},
    "reading/pdf/legacy_fonts.py": {"_single": "letters of old fonts"},
    "reading/programs.py": {"_SAID_BEFORE": "what earlier releases stored"},
    "reading/scans/layout.py": {"_ASCEND": "letters", "_descends": "letters"},
    "reading/secrecy.py": {
        "_LEVELS": "marks of secrecy",
        "_UNACCENTED": "marks of secrecy",
        "_SOLID": "marks of secrecy",
        "check_secrecy": "a mark of secrecy",
        "mark_of": "a mark of secrecy",
    },
    "reading/sheets/reader.py": {"_Reader": "text of the document"},
    "reading/text/legacy_encodings.py": {"_BEYOND": "letters", "_VNI_RARE": "letters"},
    "reading/text/plain.py": {"require_unicode_vietnamese": "letters of another encoding"},
    "reading/web/elements.py": {"drawn": "headers of tables"},
    "retrieval/candidates/named_documents.py": {"DIGEST": "a kind of document"},
    "understanding/follow_up/cues.py": {"*": "patterns of questions"},
    "understanding/follow_up/forms.py": {"*": "patterns of questions"},
    "understanding/follow_up/parts.py": {"*": "patterns of questions"},
    "understanding/follow_up/resolve.py": {"*": "words of the question a follow-up is completed to"},
    "understanding/sought/answer_types.py": {"*": "patterns of questions"},
    "understanding/sought/foreign.py": {"_ASKS": "words of questions", "sought_by": "words of questions"},
    "understanding/sought/sought.py": {"*": "words of questions"},
    "understanding/sought/wording.py": {"*": "words of questions"},
    "settings.py": {"_convert": "how yes is written"},
    "ui/questions/chat.py": {"EXAMPLES": "questions, which the documents of the samples answer in Vietnamese"},
}
"""By module: the name of the constant or function ("*": all) and why its literals may stand."""

VIETNAMESE = re.compile(
    "[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]"
)
VALUES = frozenset(get_args(ForceState))


def literals(path: Path) -> Iterator[tuple[str, int, str]]:
    """Each Vietnamese literal with the name it stands under and its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for statement in tree.body:
        ignored = {id(inner) for node in ast.walk(statement) for inner in _not_said(node)}
        for node in ast.walk(statement):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in ignored else None
            if isinstance(text, str) and VIETNAMESE.search(text) and text not in VALUES:
                yield _name(statement), node.lineno, text


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value  # a docstring
    elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
        yield from ast.walk(node)


def _name(statement: ast.stmt) -> str:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return statement.name
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")


def of_done_rooms() -> list[Path]:
    return [path for path in modules() if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in DONE]


@pytest.mark.parametrize("path", of_done_rooms(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_words_for_people_in_the_code(path: Path) -> None:
    allowed = ALLOWED.get(path.relative_to(PACKAGE).as_posix(), {})
    found = [(line, text) for name, line, text in literals(path) if name not in allowed and "*" not in allowed]
    assert found == [], "say it with assistant.wording.say, or allow it above with the reason"


def test_what_is_allowed_is_still_there() -> None:
    for module, names in ALLOWED.items():
        there = {name for name, _, _ in literals(PACKAGE / module)}
        assert there, f"{module} has no Vietnamese literals"
        assert set(names) - {"*"} <= there, module
