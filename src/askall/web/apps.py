"""Tells Django where the pages' templates are."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "askall.web"
    label = "web"
