"""A module a tab, which only wires; page.py is what they are given, shell.py puts them on the page."""
