"""What the other rooms see of the index: the values that go in and out; reader, snapshot and writer as protocols."""
