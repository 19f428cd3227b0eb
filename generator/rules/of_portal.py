"""What rules find on the portal's own files and on what is gone, which belong to no county."""

from generator.rules.families.mode import CODE as INVENTED
from generator.rules.families.mode import unfit as invented
from generator.rules.families.permanence import vanished

__all__ = ["INVENTED", "invented", "vanished"]
