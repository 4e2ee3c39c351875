"""The bodies that the front door reads. What it answers is described in openapi.py."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# no colon: the id becomes a part of the message's external id
ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$", examples=["3f8e1c0a-6a55-4f3c-9b1e-0b6f5d0f7c11"])]
Login = Annotated[str, Field(min_length=1, max_length=4096, description="JWT signed by the company's site")]
Comment = Annotated[str, Field(max_length=4000)]


class Body(BaseModel):
    """Strict: a number is no text. What is not known is left aside, so that newer clients can talk to older servers."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class BeginBody(Body):
    lang: Annotated[str, Field(min_length=2, max_length=35)] | None = None
    login_token: Login | None = None


class LoginBody(Body):
    login_token: Login


class MessageBody(Body):
    id: ClientId
    text: str


class HumanBody(Body):
    id: ClientId | None = None


class CorrectionBody(Body):
    correction: Comment


class RatingBody(Body):
    effort: Annotated[int, Field(ge=1, le=5, description="1: very little effort, 5: very much")]
    solved: bool
    comment: Comment = ""


class WrongBody(Body):
    comment: Comment = ""


class NoBody(Body):
    pass
