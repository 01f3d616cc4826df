"""The commands of voltext, a file each; app/cli.py lists them in order."""
