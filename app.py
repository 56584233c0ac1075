"""The Streamlit app. Start it with `make app`; everything it shows is in `assistant/ui/`."""

from assistant.ui.pages import main

main()
