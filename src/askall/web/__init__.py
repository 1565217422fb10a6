"""The local web pages: one module of views per stage."""
