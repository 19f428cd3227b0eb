"""Views → artifacts: Markdown pages and their HTML, charts, feeds, calendars and the search index.

In: frozen views. Out: ``Page`` objects and bytes; nothing here writes a file.
"""
