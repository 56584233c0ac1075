"""Mails (.eml): the message is a document with its head lines on top, attachments are files of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from pathlib import Path

from assistant.reading.containers.archives import Member, Room, TooLarge, keep
from assistant.reading.containers.names import clean_names
from assistant.reading.limits import allowed, load, step, unreadable
from assistant.reading.text.plain import decode, read_plain
from assistant.types import FileText, Line, Page, TableBlock
from assistant.wording import say

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_BREAKS = re.compile(r"[\r\n\t]+")
_UNSEEN = re.compile(r"<(style|script|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>|&\w+;", re.I | re.S)
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Attachment:
    name: str
    data: bytes


def read_mail(data: bytes, *, head: bool = True) -> FileText:
    """The message without its attachments; its first lines are Subject, From, To, Cc and Date as they stand in it
    (`head` False: they are left out, a web archive is stored as a mail).

    Raises `FileUnreadable` for a mail that cannot be understood or says nothing at all.
    """
    message = _parse(data)
    lines = [Line(f"{name}: {value}") for name in _SHOWN if head and (value := header(message, name))]
    blocks: list[Line | TableBlock] = []
    stamps: tuple[str, ...] = ()
    wrapped = False
    for part in _body_parts(message):
        file = _text_of(part)
        blocks += [block for page in file.pages for block in page.blocks]
        stamps += file.stamps
        wrapped = wrapped or file.wrapped
    if not lines and not blocks:
        raise unreadable(say("files.mail.empty"), say("files.mail.save_again"))
    return FileText("mail", (Page(None, (*lines, *blocks)),), wrapped, stamps, None)


def mail_subject(file: FileText) -> str | None:
    """What the mail says it is about; None when it does not."""
    first = file.pages[0].blocks[0] if file.pages and file.pages[0].blocks else None
    said = first.text.removeprefix("Subject: ") if isinstance(first, Line) else ""
    return said if isinstance(first, Line) and said != first.text else None


def unpack_mail(path: Path, folder: Path, room: Room) -> tuple[Member, ...]:
    """Writes the attachments into `folder`; one that is too large is a `Member` with its problem. Raises
    `FileUnreadable` when they are too many."""
    found = list(_attachments(_parse(load(path))))
    if len(found) > room.members:
        raise unreadable(say("files.mail.too_many", count=len(found), most=allowed().members), say("files.mail.split"))
    room.members -= len(found)
    names = clean_names(attachment.name for attachment in found)
    return tuple(_member(name, attachment, folder, room) for name, attachment in zip(names, found, strict=True))


def _member(name: str, attachment: _Attachment, folder: Path, room: Room) -> Member:
    step()
    try:
        return keep(name, iter([attachment.data]), folder, room)
    except TooLarge as error:
        return Member(name, None, "", len(attachment.data), str(error))


def _parse(data: bytes) -> Message:
    if data.startswith(b"From "):  # the line that parts mails in an mbox file
        data = data.split(b"\n", 1)[-1]
    # compat32 does not interpret headers while it parses: one that is malformed spoils itself alone.
    return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.compat32)


def _body_parts(message: Message) -> Iterator[Message]:
    """The parts that are the message itself: of alternatives the plain one, unless it is empty."""
    if message.get_content_maintype() != "multipart":
        if _is_body(message):
            yield message
        return
    parts = _children(message)
    if message.get_content_subtype() == "alternative":
        readable = [found for part in parts if (found := list(_body_parts(part)))]
        plain = [found for found in readable if any(_says_something(part) for part in found if _is_plain(part))]
        yield from (plain or readable[-1:] or [[]])[0]
        return
    for part in parts:
        yield from _body_parts(part)


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _is_body(part: Message) -> bool:
    attached = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    return part.get_content_type() in {"text/plain", "text/html"} and not attached


def _is_plain(part: Message) -> bool:
    return part.get_content_type() == "text/plain"


def _says_something(part: Message) -> bool:
    return bool(_bytes_of(part).strip())


def _text_of(part: Message) -> FileText:
    text = _decoded(part)
    if _is_plain(part):
        # "format=flowed" marks a line that goes on with a space at its end (RFC 3676).
        if not text.strip():
            return FileText("mail", ())
        file = read_plain(text.encode("utf-8", errors="replace"))
        if str(part.get_param("format", "")).lower() == "flowed":
            return replace(file, wrapped=True)
        return file
    from assistant.reading.web.page import read_html

    if not _LETTER.search(_UNSEEN.sub(" ", text)):
        return FileText("mail", ())
    page = f'<html><head><meta charset="utf-8"></head><body>{_without_charset(text)}</body></html>'
    return read_html(page.encode("utf-8", errors="replace"))


def _without_charset(text: str) -> str:
    """The text is UTF-8 now, whatever it says of itself."""
    return re.sub(r"<meta[^>]*charset[^>]*>|<\?xml[^>]*\?>", "", text, flags=re.I)


def _bytes_of(part: Message) -> bytes:
    """The content of a part that is no multipart, transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message) -> str:
    data = _bytes_of(part)
    try:
        return data.decode(str(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError, ValueError):
        text, _ = decode(data)
        return text if text is not None else data.decode("utf-8", errors="replace")


def _attachments(message: Message) -> Iterator[_Attachment]:
    """Every part that is neither the message nor another form of it, forwarded mails whole."""
    bodies = {id(part) for part in _body_parts(message)}
    for number, part in enumerate(_leaves(message), 1):
        if id(part) in bodies or (part.get_content_type() in {"text/plain", "text/html"} and _is_body(part)):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = _children(part)
            name = file_name(part) or (f"{header(inner[0], 'Subject')[:80]}.eml" if inner else "")
            yield _Attachment(name or f"thư {number}.eml", inner[0].as_bytes() if inner else b"")
        else:
            data = _bytes_of(part)
            if data or part.get_filename() is not None:
                yield _Attachment(file_name(part) or f"đính kèm {number}{_ending(part)}", data)


def _leaves(message: Message) -> Iterator[Message]:
    if message.get_content_maintype() == "multipart":
        for part in _children(message):
            yield from _leaves(part)
    else:
        yield message


def _ending(part: Message) -> str:
    from mimetypes import guess_extension

    return guess_extension(part.get_content_type()) or ""


def file_name(part: Message) -> str:
    """The name of an attachment in letters; "" when it has none."""
    name = part.get_filename()
    return _words(name) if name else ""


def header(message: Message, name: str) -> str:
    """The value of a header on one line, its encoded words (RFC 2047) in letters, NFC; "" when there is none."""
    # raw: what `get` gives has lost the bytes of a header that is not ASCII
    value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), None)
    return _words(value) if value is not None else ""


def _words(value: object) -> str:
    try:
        pieces = decode_header(str(value).replace("\n", " ").replace("\r", " "))
    except (HeaderParseError, ValueError):
        pieces = [(str(value), None)]
    text = "".join(_piece(piece, charset) for piece, charset in pieces)
    text = "".join(c for c in _BREAKS.sub(" ", text) if c.isprintable())
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _piece(piece: bytes | str, charset: str | None) -> str:
    data = piece if isinstance(piece, bytes) else piece.encode("utf-8", errors="surrogateescape")
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        text, _ = decode(data)
        return text if text is not None else data.decode("utf-8", errors="replace")
