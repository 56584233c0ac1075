"""Reads files with somebody else's loader and prints seconds for each: run by `eval.documents.loaders` with an
interpreter that has it, so that nothing has to be installed beside the product. Imports nothing of the product."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Load = Callable[[str], Any]


def _pypdf() -> Load:
    from langchain_community.document_loaders import PyPDFLoader

    return lambda path: PyPDFLoader(path).load()


def _pdfplumber() -> Load:
    import pdfplumber  # LangChain's loader around it leaves the tables out

    def load(path: str) -> Any:
        with pdfplumber.open(path) as pdf:
            return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]

    return load


def _docx2txt() -> Load:
    from langchain_community.document_loaders import Docx2txtLoader

    return lambda path: Docx2txtLoader(path).load()


def _unstructured_docx() -> Load:
    from unstructured.partition.docx import partition_docx

    return lambda path: partition_docx(path)


def _unstructured_pdf() -> Load:
    from unstructured.partition.pdf import partition_pdf

    return lambda path: partition_pdf(path, strategy="fast")


def _docling() -> Load:
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter()
    return lambda path: converter.convert(path).document.export_to_markdown()


LOADERS: dict[str, Callable[[], Load]] = {
    "PyPDFLoader": _pypdf,
    "pdfplumber": _pdfplumber,
    "Docx2txtLoader": _docx2txt,
    "unstructured (docx)": _unstructured_docx,
    "unstructured (pdf, fast)": _unstructured_pdf,
    "docling": _docling,
}


def main(name: str, paths: list[str]) -> None:
    """One JSON line: seconds (None: it failed) and what failed. The first file is read twice: imports do not count."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    seconds: list[float | None] = []
    failed: list[str] = []
    with contextlib.redirect_stdout(io.StringIO()):
        load = LOADERS[name]()
        for path in [paths[0], *paths]:
            began = time.perf_counter()
            try:
                load(path)
                seconds.append(time.perf_counter() - began)
            except Exception as error:  # whatever it is, the file is one that this loader does not read
                seconds.append(None)
                failed.append(f"{type(error).__name__}: {str(error)[:80]}")
    print(json.dumps({"seconds": seconds[1:], "failed": failed[:3]}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
