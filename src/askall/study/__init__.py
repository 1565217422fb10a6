"""The protocol of a study: questions, codebook versions, waves and letters, read from study.toml."""
