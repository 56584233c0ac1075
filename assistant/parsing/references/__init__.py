"""A text comes in; the documents it names and what it does to them go out, and what it says of its own time."""
