"""The front door: `python run.py` starts web and worker; `python run.py --help` lists the rest."""

from moderation.cli import main

if __name__ == "__main__":
    main()
