"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "askall.coding"
    label = "coding"
