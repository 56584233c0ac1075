"""Word segmentation by underthesea's packaged model, with offsets into the given text. The only place that knows it.

`import underthesea` takes 5 to 12 s where transformers is installed, so the model, its features and its rules of
normalisation are read from the installed package's folder and run by `underthesea_core` (0.4 s). The tokens follow
`underthesea/pipeline/word_tokenize/regex_tokenize.py` (Apache-2.0); a test compares the words with `word_tokenize`.
"""

from __future__ import annotations

import importlib.util
import pickletools
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold, nfc_with_places
from assistant.vietnamese.words.syllables import Token

_MODEL = Path("pipeline") / "word_tokenize" / "models" / "ws_crf_vlsp2013_20230727"
_RULES = Path("pipeline") / "text_normalize" / "tn_rules_2023_07_14.bin"
_REGEX = Path("pipeline") / "word_tokenize" / "regex_tokenize.py"

_WINDOW = 400
"""Tokens tagged at once. The CRF is linear in them; a window ends at a sentence's end where there is one."""


class SegmenterMissing(RuntimeError):
    """The packaged model cannot be loaded; the message says why. Search goes on without words."""


def _package() -> Path:
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise SegmenterMissing("Không tìm thấy gói underthesea nên không tách được từ ghép.")
    return Path(next(iter(spec.submodule_search_locations)))


def _read(path: Path) -> Any:
    """The lists, sets, dicts and strings of one of the package's pickle files, read without unpickling.

    Nothing in the file can run: any operation but building these four raises ValueError.
    """
    stack: list[Any] = []
    memo: list[Any] = []
    marks: list[int] = []

    def since_mark() -> list[Any]:
        start = marks.pop()
        items = stack[start:]
        del stack[start:]
        return items

    for operation, argument, _ in pickletools.genops(path.read_bytes()):
        match operation.name:
            case "PROTO" | "FRAME" | "STOP":
                pass
            case "EMPTY_LIST" | "EMPTY_SET" | "EMPTY_DICT":
                stack.append({"EMPTY_LIST": list, "EMPTY_SET": set, "EMPTY_DICT": dict}[operation.name]())
            case "SHORT_BINUNICODE" | "BINUNICODE":
                stack.append(argument)
            case "MEMOIZE":
                memo.append(stack[-1])
            case "BINGET" | "LONG_BINGET":
                stack.append(memo[int(str(argument))])
            case "MARK":
                marks.append(len(stack))
            case "APPENDS":
                items = since_mark()
                stack[-1].extend(items)
            case "ADDITEMS":
                items = since_mark()
                stack[-1].update(items)
            case "SETITEMS":
                items = since_mark()
                stack[-1].update(zip(items[::2], items[1::2], strict=True))
            case "SETITEM":
                value, key = stack.pop(), stack.pop()
                stack[-1][key] = value
            case "APPEND":
                stack[-2].append(stack.pop())
            case other:
                raise ValueError(f"{path.name}: {other}")
    return stack[-1]


def _token_pattern(path: Path) -> re.Pattern[str]:
    """The package's token pattern, taken from its source without importing the package around it."""
    source = path.read_text(encoding="utf-8")
    source = source[: source.index("def extract_match")]
    source = re.sub(r"^from underthesea.*$", "", source, flags=re.MULTILINE)
    names: dict[str, Any] = {}
    exec(compile(source, str(path), "exec"), names)  # the installed package's own constants
    pattern = names["patterns"]
    assert isinstance(pattern, re.Pattern)
    return pattern


class Segmenter:
    """Words of a text. Loads the model at the first call; `reason` says why when it could not be loaded."""

    def __init__(self, package: Path | None = None) -> None:
        self._folder = package
        self._tagger: Any = None
        self._featurizer: Any = None
        self._pattern: re.Pattern[str] | None = None
        self._token_map: Mapping[str, str] = {}
        self.reason: str | None = None

    def load(self) -> bool:
        """Loads the model once. False when it cannot be loaded; then `reason` is a sentence for people."""
        if self._tagger is not None:
            return True
        if self.reason is not None:
            return False
        try:
            folder = self._folder or _package()
            from underthesea_core import CRFFeaturizer, CRFTagger

            tagger = CRFTagger()
            tagger.load(str(folder / _MODEL / "models.bin"))
            features = _read(folder / _MODEL / "features.bin")
            self._featurizer = CRFFeaturizer(features, _read(folder / _MODEL / "dictionary.bin"))
            self._token_map = _read(folder / _RULES)["token"]
            self._pattern = _token_pattern(folder / _REGEX)
            self._tagger = tagger
        except (
            SegmenterMissing,
            ImportError,
            OSError,
            IndexError,
            KeyError,
            ValueError,
            RuntimeError,
        ) as error:
            self.reason = f"Không nạp được bộ tách từ underthesea ({error}); tìm kiếm tiếp tục không dùng từ ghép."
            return False
        return True

    def _pieces(self, text: str) -> list[tuple[str, int, int]]:
        """What the model sees of each token, and where it stands in `text`; a document number is one token."""
        assert self._pattern is not None
        normal, places = nfc_with_places(text)
        normal = normal.replace("ð", "đ").replace("Ð", "Đ")  # as the package does
        pieces: list[tuple[str, int, int]] = []
        numbers = [number.span for number in find_numbers(normal)]
        at = 0
        for start, end in [*numbers, (len(normal), len(normal))]:
            for match in self._pattern.finditer(normal[at:start]):
                raw = match[0]
                seen = raw if len(raw) > 6 else self._token_map.get(raw, raw)
                pieces.append((seen, places[at + match.start()], places[at + match.end()]))
            if end > start:
                pieces.append((re.sub(r"\s", "", normal[start:end]), places[start], places[end]))
            at = end
        return pieces

    def words(self, text: str) -> list[Token]:
        """Words of `text` in order: folded, syllables apart by one space, offsets into `text` as given.

        An empty list when the model cannot be loaded (see `reason`) or the text has no token.
        """
        if not text.strip() or not self.load():
            return []
        pieces = self._pieces(text)
        found: list[Token] = []
        for first in range(0, len(pieces), _WINDOW):
            found += self._tagged(pieces[first : first + _WINDOW])
        return found

    def _tagged(self, pieces: list[tuple[str, int, int]]) -> list[Token]:
        tags = self._tagger.tag(self._featurizer.process([[[seen] for seen, _, _ in pieces]])[0])
        found: list[Token] = []
        for tag, (seen, start, end) in zip(tags, pieces, strict=True):
            word = fold(seen)
            if tag == "I-W" and found:
                found[-1] = Token(f"{found[-1].text} {word}", found[-1].start, end)
            else:
                found.append(Token(word, start, end))
        return found


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """The one segmenter of this process; loading waits for the first text."""
    return Segmenter()
