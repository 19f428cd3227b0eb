"""Artifacts → MkDocs: the plugin, pages as virtual files, navigation, links between pages.

In: pages and files of the portal. Out: ``site/``. Only this room depends on MkDocs.
"""
