"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "askall.asking"
    label = "asking"
