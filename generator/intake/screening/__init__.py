"""What submitted text must not hold: private data (P), and markup, scripts, formulas and unseen characters (S).

``private`` and ``hostile`` search one text; ``whole_file`` rules out quickly that a file needs the search.
"""
