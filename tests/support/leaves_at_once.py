"""A process that ends before it reads anything."""


def main() -> None:
    raise SystemExit(1)
