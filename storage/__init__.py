"""Knows SQL: the tables, one repository per aggregate, and the one transaction in which an event is handled."""
