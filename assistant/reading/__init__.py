"""File -> pages of text. `read_file` is the one door; libraries for PDF and Word are loaded only when such a file
comes."""

from assistant.reading.reader import read_file
from assistant.reading.scans.slots import Slots
from assistant.reading.scans.values import Recognition
from assistant.reading.secrecy import check_secrecy
from assistant.reading.sniff import sniff

__all__ = ["Recognition", "Slots", "check_secrecy", "read_file", "sniff"]
