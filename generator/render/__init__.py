"""Views → artifacts: Markdown pages and their HTML, feeds, and later charts, calendars and open data.

In: frozen views. Out: ``Page`` and feed bytes; nothing here reads or writes a file but the templates.
"""
