"""What documents say comes in; rows that go with their version: relations, assignments, abbreviations, copies."""
