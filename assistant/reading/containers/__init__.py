"""Archives and mails come in; the files inside go out, under names of ours."""
