"""What stands after the papers of a sentence: what becomes of them, by whom, from which day, with what exception."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.parsing.references import amending_words as words
from assistant.parsing.references.parts import excepted, joined_part, part, says_all
from assistant.parsing.references.statements import Act, Lead
from assistant.parsing.references.targets import Target
from assistant.types import Span

ADVERB = re.compile(r"\s*(?:(?:kể\s+)?từ\s+(?:ngày|khi)\s[^;]{2,120}?,\s*|đồng thời,?\s*|riêng\s+)*", re.I)
ITS_OWN_END = re.compile(r"(?<!\w)này(?!\w)[^;]{0,60}$", re.I)
""" "Nghị quyết này … hết hiệu lực": no other paper's end."""
_CONTRARY = re.compile(r"trái với\s+(?:quy định\s+(?:tại|của)\s+)?[^;,.]{0,40}này", re.I)
_ALSO_AMENDED = re.compile(r"(?:sửa đổi|bổ sung)\s*,?\s*$", re.I)
_DAY_AT_THE_END = re.compile(r"(?:[,)]|\d)\s+(kể từ ngày [^,;]*)$", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the masked `line`, without its label, and the papers it names; offsets are those of `line`."""

    line: str
    start: int
    end: int
    named: Sequence[Target]

    def next_of(self, acted: Collection[int], start: int) -> int:
        """Where what is said from `start` on ends: at the next paper of `acted`, or with the sentence."""
        ahead = [self.named[i].begins for i in acted if self.named[i].begins >= start]
        return min(ahead, default=self.end)


def ended(said: Sentence, i: int, of_it: Span | None, acted: Collection[int]) -> Act | None:
    """What the words after paper `i` say becomes of it, or of its part `of_it`."""
    line, after = said.line, said.named[i].span.end
    for match in words.ENDED.finditer(line, after, said.end):
        between = line[after : match.start()]
        plain = _CONTRARY.sub("", between)
        if ITS_OWN_END.search(plain) or words.STANDS.search(between):
            return None
        relation = words.ended_at(match, line)
        if relation is None or words.THIS.search(plain):
            continue
        contrary = plain != between  # "… trái với Quyết định này đều bị bãi bỏ": only as far as that
        if of_it is not None and not contrary and says_all(of_it.of(line)):
            of_it = None
        day = words.day_of_act(line[match.start() : said.next_of(acted, match.end())])
        return Act(relation, of_it, of_it is not None or contrary, day)
    return None


def done_by_others(said: Sentence) -> Iterator[tuple[int, Act]]:
    """ "Nghị định số A đã được thay thế bởi Nghị định số B": what a third paper did, by the place of A."""
    line = said.line
    for i, (target, other) in enumerate(zip(said.named, said.named[1:], strict=False)):
        match = words.ENDED.search(line, target.span.end, other.begins)
        if match is None or not match["act"] or other.number is None:
            continue
        done = words.DONE_BY.match(line, match.end())
        if done is None or done["this"] != "số" or ";" in line[match.end() : other.begins]:
            continue
        joined = joined_part(line, said.start, target.begins)
        if part(line, said.start, target.begins, False) is not None or joined not in (None, target.begins):
            continue
        if not _ALSO_AMENDED.search(line, target.span.end, match.start()):
            yield i, Act("thay_the" if match["act"].casefold() == "thay thế" else "bai_bo", by=other.number.key)


def with_day_and_exception(said: Sentence, i: int, act: Act, acted: Collection[int], lead: Lead | None) -> Act:
    """`act` on paper `i` with what the sentence, or the lead-in over it, says besides."""
    line, after = said.line, said.named[i].span.end
    match = words.ENDED.search(line, after, said.end)
    but = excepted(line, after, said.next_of(acted, after))
    if but is None and match is not None:
        but = excepted(line, match.end(), said.next_of(acted, match.end()))
    effective = act.effective
    if effective is None and match is None:
        before = line[said.start : said.named[0].begins]
        effective = words.day_of_act(before) or words.day_of_act(_day_at_the_end(said))
    if lead is not None:
        effective, but = effective or lead.effective, but or lead.excepted
    return replace(act, effective=effective, excepted=but)


def _day_at_the_end(said: Sentence) -> str:
    """ "…, kể từ ngày 05/5/2026" after all papers."""
    match = _DAY_AT_THE_END.search(said.line[: said.end].rstrip(" .;/"))
    return match[1] if match and match.start() >= said.named[-1].span.start else ""
