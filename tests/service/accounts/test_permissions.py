"""Every address, before everybody: who may, who may not, and no change without the form's own token."""

from django.test import Client
from django.urls import get_resolver

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import MAY, may

# seen and sent at one address
OWN_FORMS = [
    *(f"/account/{form}/" for form in ("mail", "password", "first-password", "app", "app/off", "codes/new")),
    *(f"/account/{form}/" for form in ("sure", "sure/code", "sure/passkey", "passkeys/add", "passkeys/1/remove")),
    *(f"/account/{form}/" for form in ("passkeys/1/rename", "service/1/unlink")),
]
GUARDED = {
    "GET": [
        "/start/",
        "/account/",
        "/account/codes/",
        "/account/codes/file/",
        "/colleagues/",
        *OWN_FORMS,
        "/status/",
        "/workspace/",
        "/workspace/queue/",
        "/workspace/bars/",
        *(f"/workspace/a1/{part}" for part in ("", "matter/", "why/2/", "wrong/2/")),
        "/outcomes/",
        "/outcomes/table.csv",
        "/library/",
        "/library/new/",
        *(f"/library/sources/{part}" for part in ("", "new/", "1/", "1/progress/", "1/accept/")),
        "/library/article/afval/",
        *(
            f"/library/{part}/"
            for part in ("waiting", "contradictions", "house", "house/file/rules.yaml", "versions/rules.yaml")
        ),
        "/gaps/",
        "/gaps/1/",
        "/certainty/",
        "/certainty/judging/",
        "/personal-data/",
        "/personal-data/conversation/a1/",
    ],
    "POST": [
        "/preferences/",
        "/account/name/",
        "/account/sessions/1/end/",
        "/account/sessions/others/end/",
        "/colleagues/invite/",
        *(f"/colleagues/invitations/1/{act}/" for act in ("again", "withdraw")),
        *(f"/colleagues/1/{act}/" for act in ("role", "deactivate", "reactivate", "sign-out")),
        *(f"/status/mail/1/{act}/" for act in ("send", "drop")),
        "/workspace/stop/",
        "/workspace/stop/why/",
        "/workspace/stop/lift/",
        "/workspace/promise/1/kept/",
        "/personal-data/find/",
        "/personal-data/hold/1/lift/",
        *(f"/personal-data/conversation/a1/{act}/" for act in ("export", "erase", "hold")),
        *(f"/workspace/a1/{act}/" for act in ("take", "reply", "note", "give-back", "resolve", "wrong/2/mark")),
        "/gaps/1/move/",
        "/certainty/judging/1/",
        "/certainty/judging/1/take-back/",
        "/library/new/keep/",
        *(f"/library/sources/{act}/" for act in ("add", "1/act", "1/bring")),
        "/library/article/afval/nl/keep/",
        *(f"/library/{act}/" for act in ("act", "preview/rules.yaml", "house/keep/rules.yaml")),
        "/library/contradictions/judge/",
    ],
}


def everything() -> set[str]:
    """The names of all addresses that the table above must know."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_a_stranger_is_sent_to_sign_in(staff: dict[str, Staff]) -> None:
    for method, path in [(one, path) for one, paths in GUARDED.items() for path in paths]:
        answer = Client(headers={"host": "localhost"}).generic(method, path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/sign-in/"), path


def test_no_change_without_the_forms_token_or_by_following_a_link(staff: dict[str, Staff]) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    browser.force_login(staff["sam"])
    for path in GUARDED["POST"]:
        answer = browser.post(path, {"text": "x"})
        assert answer.status_code == 403, path
        assert "Verstuur het nog eens" in answer.content.decode(), path
        assert browser.get(path).status_code == 405, path


# for everybody, and proven in tests of their own
OF_WHO_COMES_IN = {
    "come-in",
    "invited",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
}


def test_no_form_of_an_account_without_its_token(staff: dict[str, Staff]) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    browser.force_login(staff["sam"])
    assert {browser.post(path).status_code for path in OWN_FORMS} == {403}


def test_the_table_above_is_whole(staff: dict[str, Staff]) -> None:
    beside = {
        "account_login",
        "account_logout",
        "first",
        "live",
        "mfa_index",
        *OF_WHO_COMES_IN,
    }  # proven in tests of their own
    assert len(everything() - beside) == len(GUARDED["GET"]) + len(GUARDED["POST"])


NOT_FOR = {
    "noor": {
        "resolve what others hold",
        "stop the assistant",
        "see complaints about the content",
        "edit the content",
        "change how the company works",
        "see the gaps",
        "see the outcomes",
        "see the certainty",
        "handle personal data",
        "manage colleagues",
        "end a colleague's sessions",
        "see the status",
        "decide on held mail",
    },
    "sam": {"handle personal data", "manage colleagues"},
    "alex": set(),
}
EVERYBODYS = {"choose how screens look", "look after one's own account"}
ONLY_FOR = {
    "eva": {"see complaints about the content", "edit the content", "see the gaps", "judge what was drawn"}
    | EVERYBODYS,
    "priya": {"handle personal data"} | EVERYBODYS,
}


def test_each_role_may_do_what_it_needs_and_no_more(staff: dict[str, Staff]) -> None:
    for name, acts in NOT_FOR.items():
        assert {act for act in MAY if not may(staff[name], act)} == acts, name
    for name, acts in ONLY_FOR.items():
        assert {act for act in MAY if may(staff[name], act)} == acts, name


def test_customers_words_are_for_the_desk_alone(staff: dict[str, Staff]) -> None:
    for name in ("eva", "priya"):
        browser = Client(headers={"host": "localhost"})
        browser.force_login(staff[name])
        assert all(browser.get(path).status_code == 403 for path in GUARDED["GET"] if path.startswith("/workspace/"))


def test_a_sign_in_leads_to_the_first_room_of_the_colleague(staff: dict[str, Staff]) -> None:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(staff["noor"])
    assert browser.get("/start/").headers["Location"] == "/workspace/"


def test_who_left_may_nothing(staff: dict[str, Staff]) -> None:
    staff["sam"].is_active = False
    assert not any(may(staff["sam"], act) for act in MAY)
