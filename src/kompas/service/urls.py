"""Every address of the screens. What customers reach, and `/` itself, lie in `front_door/`."""

from allauth.account.views import login, logout
from django.urls import include, path

from kompas.service.accounts.preferences import prefer

urlpatterns = [
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("preferences/", prefer, name="preferences"),
    path("workspace/", include("kompas.service.handover.screens.urls")),
]
