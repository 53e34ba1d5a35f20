"""`python -m crawler` is the same as `hub-openness`."""

from crawler.cli import main

if __name__ == "__main__":
    main()
