"""Django's settings, read once from the workspace's askall.toml and the environment."""
