"""The static report and its data package, from the frozen dataset only."""
