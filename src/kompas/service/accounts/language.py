"""In which language a screen speaks: that of the signed-in colleague, else what the browser asks for. Its moments are
those of the company's time zone."""

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from kompas.service.accounts.models import Staff
from kompas.service.house import current


class StaffLanguageMiddleware(MiddlewareMixin):
    """Stands after the session and before sign-in is looked at, so it asks who is there itself; that is kept for later."""

    def process_request(self, request: HttpRequest) -> None:
        user = get_user(request)
        request._cached_user = user  # type: ignore[attr-defined]  # so that Django does not ask again
        chosen = user.language if isinstance(user, Staff) else translation.get_language_from_request(request)
        translation.activate(chosen)
        timezone.activate(current().shelf.now.zone)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
