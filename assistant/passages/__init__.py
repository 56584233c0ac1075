"""A `Document` to passages: stretches short enough to quote and long enough to understand.

Passages follow the outline: small khoản and điểm are grouped with their siblings, large sections are divided at their
children, and no passage crosses an Điều, a lettered or Roman section, or a top-level section. The heading of a chapter
or section that holds nothing else goes with the first passage under it, so a passage may begin above its own section.
The signature block and the letterhead are both of kind "head": they say what a document is, not what it orders.
Sizes are words between spaces; about 80 gave the best retrieval on articles of law (shared design notes), so groups are
filled up to 120, a paragraph stands whole up to 180, and longer ones are cut between sentences.
"""

from assistant.passages.cutting import cut
from assistant.passages.searching import searchable, searchable_title
from assistant.passages.splitting import embedding_text, split

__all__ = ["cut", "embedding_text", "searchable", "searchable_title", "split"]
