"""`python -m brainstorm` is the command."""

from brainstorm.cli import main

if __name__ == "__main__":
    main()
