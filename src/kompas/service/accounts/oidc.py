"""The company's own sign-in service (OpenID Connect), as the settings name it. Imports nothing of Django, whose settings
read it."""

from typing import Any

from kompas.assistant.domain.errors import Permanent
from kompas.service.environment import Environment

SERVICE = "company"  # the one service that there is, in its addresses


def sign_in_service(given: Environment) -> dict[str, Any]:
    """The sign-in library's settings for it; none when it is not set. Raises Permanent when half of it is set."""
    if bool(given.oidc_issuer) != bool(given.oidc_client_id):
        raise Permanent(
            "KOMPAS_OIDC_ISSUER and KOMPAS_OIDC_CLIENT_ID go together.", "docs/how-to/colleagues.md explains both."
        )
    if not given.oidc_issuer:
        return {}
    app = {
        "provider_id": SERVICE,
        "name": given.oidc_name,
        "client_id": given.oidc_client_id,
        "secret": given.oidc_client_secret,
        "settings": {"server_url": given.oidc_issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
