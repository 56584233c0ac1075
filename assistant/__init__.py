"""The Vietnamese policy assistant: files in, checkable passages out. `ingest.py` and `answering/` show the flow."""
