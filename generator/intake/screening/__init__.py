"""What submitted text must not hold: private data (P), and markup, scripts, formulas and unseen characters (S).

``private`` and ``hostile`` search one text; ``first_look`` rules out quickly that a text needs the search.
"""
