"""Every address of the screens. What customers reach, and `/` itself, lie in `front_door/`."""

from allauth.account.views import logout
from django.urls import include, path

from kompas.service.accounts.preferences import prefer
from kompas.service.accounts.rooms import start
from kompas.service.accounts.screens.first import first
from kompas.service.accounts.screens.signing import sign_in

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("first/<token>/", first, name="first"),
    path("start/", start, name="start"),
    path("preferences/", prefer, name="preferences"),
    path("", include("kompas.service.accounts.urls")),
    path("workspace/", include("kompas.service.handover.screens.urls")),
    path("personal-data/", include("kompas.service.privacy.screens.urls")),
    path("workspace/", include("kompas.service.learning.screens.marking_urls")),
    path("outcomes/", include("kompas.service.insights.screens.urls")),
    path("gaps/", include("kompas.service.learning.screens.urls")),
    path("certainty/", include("kompas.service.certainty.screens.urls")),
    path("library/", include("kompas.service.library.screens.urls")),
    path("status/", include("kompas.service.status.screens.urls")),
]
