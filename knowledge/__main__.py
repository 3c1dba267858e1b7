"""``python -m knowledge`` is the command ``dateline``."""

from knowledge.cli import main

if __name__ == "__main__":
    main()
