"""Tells Django about the tables of this stage."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "askall.mail"
    label = "mail"
