"""Term fields come in by passage id; passage ids by BM25 go out. The one room that knows tantivy."""
