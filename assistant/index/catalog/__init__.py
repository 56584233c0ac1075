"""The SQLite file that is the truth: its tables, its migrations, and how documents and vectors are packed into rows."""
