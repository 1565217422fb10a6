"""A nation that answers: invented bodies and their varied replies, for the demo, tests and benchmarks."""
