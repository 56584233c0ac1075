"""The Vietnamese policy assistant: files in, passages that can be checked out. Follow the flow in `ingest.py` and `answering/`."""
