"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "askall.reading"
    label = "reading"
