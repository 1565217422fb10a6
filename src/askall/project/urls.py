"""Addresses of the local pages."""

from django.urls import include, path

urlpatterns = [path("", include("askall.web.addresses"))]
