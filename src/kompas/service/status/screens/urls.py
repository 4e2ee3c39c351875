"""The address of the status page."""

from django.urls import path

from kompas.service.status.screens import pages

urlpatterns = [path("", pages.status, name="status")]
