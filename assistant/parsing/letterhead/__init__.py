"""First and last lines of a paper come in; who issued and signed what goes out: number, date, issuer, kind, title."""
