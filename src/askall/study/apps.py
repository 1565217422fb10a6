"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "askall.study"
    label = "study"
