"""For all tests: an example of a property test may take as long as a busy machine needs; speed is for benchmarks/."""

from hypothesis import settings

settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")
