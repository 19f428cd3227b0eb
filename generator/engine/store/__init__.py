"""What builds save under .cache/ for the next one; it is checked before it is used."""
