"""How long a passage may be, in words between spaces (why these: see the package's docstring)."""

from __future__ import annotations

FULL = 120
"""Groups are filled up to this."""
MOST = 180
"""A paragraph stands whole up to this."""
SCANT = 40
"""A remainder below this joins the group before it when both fit in `FULL + SCANT`."""
