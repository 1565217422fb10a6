"""Tells Django about the team's tables."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "askall.team"
    label = "team"
