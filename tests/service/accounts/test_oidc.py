"""Signing in by the company's own service: a real OpenID Connect provider on loopback, the whole way there and back."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import oidc_provider_mock
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client, override_settings
from oidc_provider_mock._server import _threaded_server
from tests.service.accounts.trail import lines

from kompas.assistant.domain.errors import Permanent
from kompas.service.accounts.invitations import invite
from kompas.service.accounts.models import Invitation, Role, Staff
from kompas.service.accounts.oidc import sign_in_service
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Delivery
from kompas.service.database.screen import writing
from kompas.service.environment import Environment, read_environment

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config")  # of the provider, in its own house
PEOPLE = {
    "noor": {"email": "noor@demo.invalid", "email_verified": True},
    "another noor": {"email": "noor@demo.invalid", "email_verified": True},
    "unproven": {"email": "noor@demo.invalid", "email_verified": False},
    "quoted": {"email": "noor@demo.invalid", "email_verified": "true"},
    "silent": {"email": "noor@demo.invalid"},
    "jo": {"email": "Jo@Zwaluw.example", "email_verified": True, "name": "Jo elders"},
    "stranger": {"email": "niemand@zwaluw.example", "email_verified": True, "name": "Nie Mand"},
}


@dataclass
class Provider:
    """The provider, with what was sent to it for tokens."""

    app: Any
    sent: list[dict[str, list[str]]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = BytesIO(body)
            self.sent.append(parse_qs(body.decode()))
        return self.app(environ, start)


@pytest.fixture(scope="module")
def provider() -> Iterator[tuple[str, Provider]]:
    users = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    watched = Provider(oidc_provider_mock.app(user_claims=users))
    with _threaded_server(watched, host="localhost") as server:
        yield f"http://localhost:{server.server_port}", watched


@pytest.fixture
def visitor(provider: tuple[str, Provider], staff: dict[str, Staff]) -> Iterator[Client]:
    cache.clear()
    given = Environment(
        oidc_name="Zwaluw ID", oidc_issuer=provider[0], oidc_client_id="kompas", oidc_client_secret="geheim"
    )
    with override_settings(SOCIALACCOUNT_PROVIDERS=sign_in_service(given), ENVIRONMENT=given):
        yield Client(headers={"host": "localhost", "accept-language": "nl"})


def there(browser: Client) -> str:
    """Where the button of the sign-in page leads: the address at the provider."""
    assert "Inloggen met Zwaluw ID" in browser.get("/sign-in/").content.decode()
    return browser.get("/sign-in/with/company/").headers["Location"]


def back(address: str, person: str) -> str:
    """What the provider answers when this person agrees: the way back to us."""
    answer = httpx2.post(address, data={"sub": person}, follow_redirects=False)
    parts = urlsplit(answer.headers["Location"])
    assert parts.netloc == "localhost"
    return f"{parts.path}?{parts.query}"


def come(browser: Client, person: str):  # type: ignore[no-untyped-def]
    return browser.get(back(there(browser), person))


def test_who_works_here_comes_in(visitor: Client, staff: dict[str, Staff]) -> None:
    assert come(visitor, "noor").headers["Location"] == "/start/"
    assert "Noor de Wit" in visitor.get("/account/").content.decode()
    who = f"staff:{staff['noor'].pk}"
    assert lines("account.") == [
        ("account.service_connected", who, {}),
        ("account.signed_in", who, {"ways": "socialaccount"}),
    ]
    again = Client(headers={"host": "localhost"})
    assert come(again, "noor").headers["Location"] == "/start/"
    assert SocialAccount.objects.get().extra_data == {}, "what the service tells of a person is not kept"


def test_the_code_is_bound_to_who_asked_for_it(visitor: Client, provider: tuple[str, Provider]) -> None:
    address = there(visitor)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    visitor.get(back(address, "noor"))
    verifier = provider[1].sent[-1]["code_verifier"][0]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert asked["code_challenge"] == [digest]


def test_an_answer_that_nobody_here_asked_for_is_refused(visitor: Client) -> None:
    answer = back(there(visitor), "noor")
    other = Client(headers={"host": "localhost", "accept-language": "nl"})
    for browser, path in ((other, answer), (visitor, answer.replace("state=", "state=x"))):
        page = browser.get(path)
        assert page.status_code == 401
        assert "Inloggen is niet gelukt" in page.content.decode()
        assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("person", ["stranger", "unproven", "quoted", "silent"])
def test_who_is_not_invited_or_not_proven_stays_out(visitor: Client, person: str) -> None:
    page = come(visitor, person)
    assert page.status_code == 403
    assert "niemand heeft dat mailadres uitgenodigd" in page.content.decode()
    assert "_auth_user_id" not in visitor.session
    assert not SocialAccount.objects.exists()
    assert Staff.objects.count() == 5


def test_who_is_invited_comes_in_their_role_without_a_password(visitor: Client, staff: dict[str, Staff]) -> None:
    asked = Invitation(email="jo@zwaluw.example", name="Jo van Dam", role=Role.EDITOR, by=staff["alex"])
    with writing() as db:
        invite(db, asked, lambda token: token, now_ms())
    assert come(visitor, "jo").status_code == 302
    jo = Staff.objects.get(email="jo@zwaluw.example")
    assert (str(jo), jo.role, jo.has_usable_password()) == ("Jo van Dam", "editor", False)
    assert Invitation.objects.get().accepted_at, "the link in the letter no longer works"
    assert "Kies er een" in visitor.get("/account/").content.decode()


def test_newcomers_get_the_role_that_the_operator_chose(visitor: Client, provider: tuple[str, Provider]) -> None:
    given = Environment(oidc_issuer=provider[0], oidc_client_id="kompas", oidc_newcomers="agent")
    with override_settings(ENVIRONMENT=given):
        come(visitor, "stranger")
    new = Staff.objects.get(email="niemand@zwaluw.example")
    assert (str(new), new.role) == ("Nie Mand", "agent")


def test_an_address_that_was_given_to_somebody_else_opens_nothing(visitor: Client, staff: dict[str, Staff]) -> None:
    come(Client(headers={"host": "localhost", "accept-language": "nl"}), "noor")
    assert come(visitor, "another noor").status_code == 403
    assert "_auth_user_id" not in visitor.session
    assert SocialAccount.objects.count() == 1


def test_who_left_stays_out(visitor: Client, staff: dict[str, Staff]) -> None:
    come(Client(headers={"host": "localhost", "accept-language": "nl"}), "noor")
    Staff.objects.filter(username="noor").update(is_active=False)
    assert come(visitor, "noor").headers["Location"] == "/sign-in/closed/"
    assert "_auth_user_id" not in visitor.session


def test_a_service_that_is_down_is_told(visitor: Client) -> None:
    away = Environment(oidc_issuer="http://localhost:9", oidc_client_id="kompas")
    with override_settings(SOCIALACCOUNT_PROVIDERS=sign_in_service(away)):
        page = visitor.get("/sign-in/with/company/")
    assert page.status_code == 503
    assert "Inloggen is niet gelukt" in page.content.decode()


def test_without_a_service_there_is_no_button_and_no_address(staff: dict[str, Staff]) -> None:
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    assert "Inloggen met" not in browser.get("/sign-in/").content.decode().replace(
        "Inloggen met een toegangssleutel", ""
    )
    assert browser.get("/sign-in/with/company/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"ISSUER": "http://login.example"}, {"NEWCOMERS": "administrator"}, {"NEWCOMERS": "boss"}],
)
def test_settings_that_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Permanent):
        read_environment({f"KOMPAS_OIDC_{name}": value for name, value in wrong.items()})


def test_half_a_service_is_refused() -> None:
    with pytest.raises(Permanent):
        sign_in_service(Environment(oidc_issuer="https://login.example"))


def proven_again(browser: Client) -> None:
    browser.post("/account/sure/", {"password": "kompas-demo-noor"})


def test_the_service_is_unlinked_by_who_has_another_way_in(visitor: Client, staff: dict[str, Staff]) -> None:
    come(visitor, "noor")
    link = SocialAccount.objects.get()
    path = f"/account/service/{link.pk}/unlink/"
    assert f'href="{path}"' in visitor.get("/account/").content.decode()
    assert visitor.post(path).headers["Location"].startswith("/account/sure/"), "not by who found the screen open"
    proven_again(visitor)
    assert "Met Zwaluw ID logt u dan niet meer in" in visitor.get(path).content.decode()
    assert SocialAccount.objects.exists(), "looking is not unlinking"
    assert "is losgekoppeld" in visitor.post(path, follow=True).content.decode()
    assert not SocialAccount.objects.exists()
    assert lines("account.service_unlinked") == [("account.service_unlinked", f"staff:{staff['noor'].pk}", {})]
    assert "niet meer open met uw inlogdienst" in Delivery.objects.latest("id").subject
    assert visitor.get("/workspace/").status_code == 200
    assert visitor.post(path).status_code == 404


def test_the_only_way_in_is_not_unlinked(visitor: Client, staff: dict[str, Staff]) -> None:
    noor = staff["noor"]
    noor.set_unusable_password()
    noor.save()
    come(visitor, "noor")
    link = SocialAccount.objects.get()
    path = f"/account/service/{link.pk}/unlink/"
    page = visitor.get("/account/").content.decode()
    assert "U kunt alleen zo inloggen" in page
    assert path not in page
    assert visitor.get(path).headers["Location"] == "/account/"
    visitor.post(path)
    assert SocialAccount.objects.exists()
    Authenticator.objects.create(user=noor, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}})
    assert path in visitor.get("/account/").content.decode()


def test_a_colleagues_service_is_not_unlinked(visitor: Client, staff: dict[str, Staff]) -> None:
    come(visitor, "noor")
    other = SocialAccount.objects.create(user=staff["sam"], provider="company", uid="sam")
    proven_again(visitor)
    assert visitor.post(f"/account/service/{other.pk}/unlink/").status_code == 404
    assert SocialAccount.objects.count() == 2
