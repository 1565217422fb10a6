"""The bytes of any file become text with positions, in a worker process with limits."""
