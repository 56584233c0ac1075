"""The command: sources in, files of `corpus/tinh-mau/` and their entries in `corpus/sources.json` out."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from training.tinh_mau.catalogue import write_catalogue
from training.tinh_mau.scan import scan
from training.tinh_mau.source import Source, all_sources
from training.tinh_mau.web import write_html, write_text
from training.tinh_mau.word import PDF_FONT, write_docx

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def _to_pdf(sources: list[Source], folder: Path) -> None:
    """All of them in one run of soffice: starting it takes longer than converting."""
    with tempfile.TemporaryDirectory() as work:
        for source in sources:
            write_docx(source, Path(work) / f"{source.name}.docx", PDF_FONT)
        words = sorted(str(path) for path in Path(work).glob("*.docx"))
        command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", work, *words], check=True, stdout=subprocess.DEVNULL)
        for source in sources:
            made = Path(work) / f"{source.name}.pdf"
            if source.head.get("scan") == "có":
                scan(made, folder / source.file)
            else:
                (folder / source.file).write_bytes(made.read_bytes())


def build(sources: list[Source], folder: Path) -> None:
    """Writes each source in the format its file name asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    writers = {".docx": write_docx, ".html": write_html, ".txt": write_text}
    for source in sources:
        if writer := writers.get(Path(source.file).suffix):
            writer(source, folder / source.file)
    if pdfs := [source for source in sources if source.file.endswith(".pdf")]:
        _to_pdf(pdfs, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of the sources to build")
    parser.add_argument("--out", type=Path, default=CORPUS / "tinh-mau")
    arguments = parser.parse_args()
    sources = all_sources()
    build([source for source in sources if arguments.only in source.name], arguments.out)
    if arguments.out == CORPUS / "tinh-mau":
        write_catalogue(sources, CORPUS / "sources.json")


if __name__ == "__main__":
    main()
