"""Real servers for the tests, started from nothing on loopback ports and stopped with the process that asked."""
