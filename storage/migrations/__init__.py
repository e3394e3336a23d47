"""The way from an empty database to today's schema, one idea a step, forward only."""
