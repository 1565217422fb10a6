"""Access regimes of the United Kingdom as data and pure functions: working days, time limits, reviews, exemptions."""
