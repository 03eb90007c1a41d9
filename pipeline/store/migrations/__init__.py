"""How a store of an earlier program becomes one of this program, step by step."""
