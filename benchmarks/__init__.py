"""Measures Tsudoi's speed and memory beside a peer and a limit; `make bench` runs it, README.md says what it means."""
