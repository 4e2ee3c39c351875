"""connectors/<name>.yaml and workflows/<id>.yaml: customer systems, and the tasks that read them."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import Day, FieldName, FieldNames, Line, Name, Shape, Texts, wrong


class TableShape(Shape):
    """A CSV file within the folder; `customer` is the column that binds a row to its customer."""

    file: Line
    customer: FieldName


class FindShape(Shape):
    """Which columns hold a customer's mail address and name."""

    table: Name
    mail: FieldName
    name: FieldName | None = None


class FieldDescription(Shape):
    """How a field is named and shown; `values` words each value of a choice."""

    label: Texts
    type: Literal["text", "date", "money", "number", "choice"] = "text"
    values: dict[str, Texts] | None = None

    @model_validator(mode="after")
    def _choices_have_words(self) -> Self:
        if self.type == "choice" and not self.values:
            remedy = sentence("Give values: {{shipped: {{nl: onderweg, en: on its way}}, …}}.")
            raise wrong(sentence("a choice without values."), remedy)
        if self.type != "choice" and self.values:
            message = sentence("values are given, but the type is {type}.", type=self.type)
            raise wrong(message, sentence("Write type: choice, or remove values."))
        return self


class OperationShape(Shape):
    """Reads the verified customer's own rows of a table; `order_by: -column` puts the highest first."""

    table: Name
    order_by: Annotated[str, Field(pattern=r"^-?[A-Za-z][A-Za-z0-9_]*$")] | None = None


class PurposeShape(Shape):
    """Why which fields may be read (GDPR art. 6), and how sure the identity must be. `title` is what people read."""

    title: Texts
    legal_basis: Literal[
        "consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"
    ]
    identity: Literal["verified", "strong"]
    fields: Annotated[dict[Name, FieldNames], Field(min_length=1)]


class ConnectorFile(Shape):
    """connectors/<name>.yaml, kind table: CSV files in the company folder."""

    kind: Literal["table"]
    id: Name
    title: Texts
    dates_as_of: Day | None = None
    tables: Annotated[dict[Name, TableShape], Field(min_length=1)]
    find_customer: FindShape | None = None
    fields: dict[Name, dict[FieldName, FieldDescription]]
    operations: Annotated[dict[Name, OperationShape], Field(min_length=1)]
    purposes: Annotated[dict[Name, PurposeShape], Field(min_length=1)]


class LookUpArguments(Shape):
    """Read with which connector and operation; `as` names the rows for the steps after it."""

    connector: Name
    operation: Name
    into: Annotated[Name, Field(alias="as")]


class LookUpStep(Shape):
    """Read the customer's own rows; `none` is said when there are none."""

    look_up: LookUpArguments
    none: Texts


class ChooseArguments(Shape):
    """Pick one row of `from`: the one named in the text, else the only preferred one, else ask."""

    source: Annotated[Name, Field(alias="from")]
    into: Annotated[Name, Field(alias="as")]
    named_by: FieldName
    prefer: dict[FieldName, Annotated[tuple[Line, ...], Field(min_length=1)]] | None = None
    label: Line


class ChooseStep(Shape):
    """Pick one row; `ask` is said when the customer must choose."""

    choose: ChooseArguments
    ask: Texts


class ShowStep(Shape):
    """A record card, a sentence chosen by the value of field `by`, and what to do next."""

    show: Name
    fields: FieldNames
    by: FieldName
    says: Annotated[dict[str, Texts], Field(min_length=1)]
    after: Texts


def _step_name(step: Any) -> str | None:
    kinds = {"look_up": "LookUpStep", "choose": "ChooseStep", "show": "ShowStep"}
    if isinstance(step, Mapping):
        return next((name for key, name in kinds.items() if key in step), None)
    return type(step).__name__


StepShape = Annotated[
    Annotated[LookUpStep, Tag("LookUpStep")]
    | Annotated[ChooseStep, Tag("ChooseStep")]
    | Annotated[ShowStep, Tag("ShowStep")],
    Discriminator(_step_name),
]


class WorkflowFile(Shape):
    """workflows/<id>.yaml"""

    model_config = ConfigDict(populate_by_name=False)

    id: Name
    title: Texts
    purpose: Name
    steps: Annotated[tuple[StepShape, ...], Field(min_length=1)]
