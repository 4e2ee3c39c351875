"""Which tables of colleagues hold personal data, those of the sign-in libraries too (see `privacy/register.py`).

A colleague who left keeps a row without a name, because the trail and the messages name its number; what the libraries
keep of their sign-ins goes.
"""

from functools import partial

from kompas.service.privacy.register import TECHNICAL, Fate, Table, Whose

_of_a_colleague = partial(Table, kept_as="accounts", whose=Whose.COLLEAGUE, erasure=Fate.DELETE)

TABLES = (
    Table(
        "accounts_staff",
        personal="username first_name last_name email password",
        plain="last_login date_joined is_superuser is_staff is_active role language theme",
        kept_as="accounts",
        whose=Whose.COLLEAGUE,
        by="id",
        erasure=Fate.EMPTY,
        empty={"first_name": "", "last_name": "", "email": "", "password": "!"},
        why="the trail and the messages name the number of who acted",
    ),
    Table(
        "accounts_invitation",
        personal="email name",
        plain="role language at expires_at accepted_at withdrawn_at",
        inner="id digest by_id staff_id",
        kept_as="accounts",
        age="expires_at",
    ),
    _of_a_colleague(
        "account_emailaddress",
        personal="email",
        plain="verified primary",
        inner="id user_id",
        by="user_id",
    ),
    Table(
        "account_emailconfirmation",
        plain="created sent",
        inner="id email_address_id key",
        kept_as="accounts",
        why="none is ever made: links that confirm an address are signed, not stored",
    ),
    _of_a_colleague(
        "mfa_authenticator",
        personal="data",
        plain="type created_at last_used_at",
        inner="id user_id",
        by="user_id",
    ),
    _of_a_colleague(
        "usersessions_usersession",
        personal="ip user_agent data",
        plain="created_at last_seen_at",
        inner="id user_id session_key",
        by="user_id",
    ),
    _of_a_colleague(
        "socialaccount_socialaccount",
        personal="uid extra_data",
        plain="provider last_login date_joined",
        inner="id user_id",
        by="user_id",
    ),
    Table(
        "socialaccount_socialtoken",
        plain="expires_at",
        inner="id app_id account_id token token_secret",
        kept_as="accounts",
        why="none is ever stored: tokens of the sign-in provider are not kept",
    ),
    Table(
        "socialaccount_socialapp",
        plain="provider provider_id name settings",
        inner="id client_id secret key",
        why=TECHNICAL,
    ),
    _of_a_colleague("accounts_staff_groups", inner="id staff_id group_id", by="staff_id"),
    _of_a_colleague("accounts_staff_user_permissions", inner="id staff_id permission_id", by="staff_id"),
    # a browser that is signed in, signed by us; swept when it has expired
    Table("django_session", personal="session_data", plain="expire_date", inner="session_key", kept_as="accounts"),
    Table("auth_permission", plain="name codename", inner="id content_type_id", why=TECHNICAL),
    Table("auth_group", plain="name", why=TECHNICAL),
    Table("auth_group_permissions", inner="id group_id permission_id", why=TECHNICAL),
    Table("django_content_type", plain="app_label model", why=TECHNICAL),
)
