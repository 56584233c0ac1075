"""Old and foreign office formats and slides come in; pages of lines and tables go out, by LibreOffice where needed."""
