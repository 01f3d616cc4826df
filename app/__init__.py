"""People come in, all of voltext goes out (pipeline, command line, Python API)."""
