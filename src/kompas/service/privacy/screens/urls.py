"""The addresses of the room. A customer is named by the number of a row or a random id, never by what they told."""

from django.urls import path

from kompas.service.privacy.screens import acts, pages

urlpatterns = [
    path("", pages.room, name="personal-data"),
    path("find/", pages.found, name="find-customer"),
    path("hold/<int:hold>/lift/", acts.lift, name="lift-hold"),
    path("<slug:kind>/<slug:id>/", pages.subject, name="subject"),
    path("<slug:kind>/<slug:id>/export/", acts.export, name="export-subject"),
    path("<slug:kind>/<slug:id>/erase/", acts.erase, name="erase-subject"),
    path("<slug:kind>/<slug:id>/hold/", acts.hold, name="hold-subject"),
]
