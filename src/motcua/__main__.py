"""`python -m motcua` is the `motcua` command."""

from motcua.project.command import main

if __name__ == "__main__":
    main()
