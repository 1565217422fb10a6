"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "askall.bodies"
    label = "bodies"
