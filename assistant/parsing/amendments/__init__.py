"""The text of a paper that amends comes in; the instruction and the new wording for one article, clause or point go
out."""
