"""Artifacts → MkDocs: the plugin, pages as virtual files, navigation, links between pages.

In: pages and files of the portal. Out: ``site/``. What MkDocs is, is known in this room alone.
"""
