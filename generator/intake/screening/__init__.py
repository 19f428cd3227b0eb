"""What may not stand in a handed-in text: private data (P) and text that tries to be more than text (S).

``private`` and ``hostile`` look into one text; ``whole_file`` tells of a whole file whether that is worth while.
"""
