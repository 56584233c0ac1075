"""Makes `corpus/tinh-mau/`: the documents of a province that does not exist, from the sources beside this file.

    python -m training.tinh_mau.build            # all of them; the PDF files need soffice, pdftoppm and the font
                                                 # Tinos (Debian: fonts-croscore)
    python -m training.tinh_mau.build --only 45-2026

`sources/*.txt` are what a person writes and reads, `source.py` reads them, `word.py`, `web.py` and `plain.py` give
them the form of Nghị định số 30/2020/NĐ-CP, `scan.py` makes the one scanned page, `catalogue.py` keeps
`corpus/sources.json`.
"""
