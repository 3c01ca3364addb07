"""How fast the house is, each figure beside a plain reference of the same run. Never part of the tests."""
