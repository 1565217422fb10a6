"""The askall command: one module per stage."""
