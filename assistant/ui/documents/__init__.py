"""The page of documents: upload, list, correction, removal."""
