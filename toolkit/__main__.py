"""Run `python -m toolkit` as `jixiao`."""

from toolkit.cli import main

if __name__ == "__main__":
    main()
