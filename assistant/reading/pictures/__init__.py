"""How a page looks: a file and a page number go in, a picture of the page comes out, and where given words stand on it.

Boxes are in points from the top left corner of the page as it is shown, as in `Document.segments`.
"""

from assistant.reading.pictures.drawing import count_pages, draw
from assistant.reading.pictures.finding import Print, find, read_print
from assistant.reading.pictures.printing import drop_prints, is_printable, print_pages
from assistant.reading.pictures.values import PagePicture

__all__ = [
    "PagePicture",
    "Print",
    "count_pages",
    "draw",
    "drop_prints",
    "find",
    "is_printable",
    "print_pages",
    "read_print",
]
