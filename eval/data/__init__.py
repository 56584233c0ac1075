"""Questions, documents and judgements: read, checked and written in the layouts others use; no system is known here."""
