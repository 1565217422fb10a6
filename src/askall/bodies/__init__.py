"""The register of public bodies with their dates in force, and the frame of a study as at a date."""
