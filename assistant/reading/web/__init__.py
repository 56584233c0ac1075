"""A web page comes in; the paragraphs and tables a browser shows go out, the site's menus apart."""
