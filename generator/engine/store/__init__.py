"""What a build leaves under .cache/ for the next one, checked before it is believed."""
