"""Everything that is measured, in turn: `python -m benchmarks`."""

import sys

from benchmarks import answers, speed, tables


def main() -> int:
    """Reading, answers, speed; the worst exit status of the three."""
    return max(tables.main([]), answers.main([]), speed.main([]))


if __name__ == "__main__":
    sys.exit(main())
