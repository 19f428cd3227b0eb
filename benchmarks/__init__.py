"""Measurements, side by side in one run; not tests."""

import gc

gc.disable()  # as gongkai does: what is imported and made lives until the end
