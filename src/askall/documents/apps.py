"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "askall.documents"
    label = "documents"
