"""The Streamlit pages. They describe what the other rooms computed, and compute nothing themselves."""
