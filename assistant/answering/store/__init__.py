"""A pinned generation of the index comes in; its documents go out, kept and masked as they may be shown."""
