"""Workflows: each step stands on what exists, uses only fields of the purpose, and can word every value."""

from collections.abc import Iterable
from pathlib import PurePath

from kompas.assistant.company.checks.texts import check_braces, check_placeholders
from kompas.assistant.company.complaints import Findings, one_of
from kompas.assistant.company.folder import At, Material
from kompas.assistant.company.sentences import Sentence, sentence
from kompas.assistant.company.shapes.tasks import (
    ChooseStep,
    ConnectorFile,
    FieldDescription,
    LookUpStep,
    ShowStep,
    WorkflowFile,
)

OTHERWISE = "otherwise"
Fields = dict[str, FieldDescription]  # the purpose's fields of the table that a step reads


def check_workflows(material: Material, findings: Findings) -> None:
    """All workflows of the folder."""
    connectors = {connector.shape.id: connector.shape for connector in material.connectors}
    for workflow in material.workflows:
        if workflow.shape.id != PurePath(workflow.sheet.file).stem:
            message = sentence("the id '{id}' is not the file's name.", id=workflow.shape.id)
            remedy = sentence("Rename the file to {id}.yaml, or the id.", id=workflow.shape.id)
            findings.refuse(workflow.place("id"), message, remedy)
        _Workflow(workflow, connectors, material.named["connectors"], findings).check()


class _Workflow:
    """`rows` are the names that earlier steps gave (`as`), with the fields that may be used of them."""

    def __init__(
        self, at: At[WorkflowFile], connectors: dict[str, ConnectorFile], named: set[str], findings: Findings
    ) -> None:
        self.at, self.connectors, self.named, self.findings = at, connectors, named, findings
        self.rows: dict[str, Fields | None] = {}

    def check(self) -> None:
        for index, step in enumerate(self.at.shape.steps):
            match step:
                case LookUpStep():
                    self._look_up(index, step)
                case ChooseStep():
                    self._choose(index, step)
                case ShowStep():
                    self._show(index, step)
        if not isinstance(self.at.shape.steps[-1], ShowStep):
            message, remedy = sentence("the last step shows nothing."), sentence("End with a step show.")
            self.findings.refuse(self.at.place("steps"), message, remedy)

    def _look_up(self, index: int, step: LookUpStep) -> None:
        asked, path = step.look_up, ("steps", index, "look_up")
        check_placeholders(self.at, ("steps", index, "none"), step.none, (), self.findings)
        self.rows[asked.into] = None
        connector = self.connectors.get(asked.connector)
        if connector is None:
            if asked.connector not in self.named:
                message = sentence("'{word}' is no connector.")
                self._unknown(message, asked.connector, self.named, (*path, "connector"))
            return
        if asked.operation not in connector.operations:
            message = sentence("'{word}' is no operation of {connector}.", connector=connector.id)
            self._unknown(message, asked.operation, connector.operations, (*path, "operation"))
            return
        purpose = connector.purposes.get(self.at.shape.purpose)
        if purpose is None:
            message = sentence("'{word}' is no purpose of {connector}.", connector=connector.id)
            self._unknown(message, self.at.shape.purpose, connector.purposes, ("purpose",))
            return
        table = connector.operations[asked.operation].table
        if table not in purpose.fields:
            about = self.at.shape.purpose
            message = sentence(
                "the purpose '{purpose}' names no field of the table '{table}'.", purpose=about, table=table
            )
            remedy = sentence("Add {table} to its fields, or use another purpose.", table=table)
            self.findings.refuse(self.at.place(*path, "operation"), message, remedy)
            return
        described = connector.fields.get(table, {})
        self.rows[asked.into] = {name: described[name] for name in purpose.fields[table] if name in described}

    def _choose(self, index: int, step: ChooseStep) -> None:
        choose, path = step.choose, ("steps", index, "choose")
        check_placeholders(self.at, ("steps", index, "ask"), step.ask, (), self.findings)
        fields = self._rows(choose.source, (*path, "from"))
        self.rows[choose.into] = fields
        if fields is None:
            return
        self._field(choose.named_by, fields, (*path, "named_by"))
        check_braces(self.at.place(*path, "label"), choose.label, fields, self.findings)
        for name, values in (choose.prefer or {}).items():
            if self._field(name, fields, (*path, "prefer", name)):
                for place, value in enumerate(values):
                    self._value(value, fields[name], (*path, "prefer", name, place))

    def _show(self, index: int, step: ShowStep) -> None:
        path = ("steps", index)
        fields = self._rows(step.show, (*path, "show"))
        if fields is None:
            return
        for place, name in enumerate(step.fields):
            self._field(name, fields, (*path, "fields", place))
        for texts, at in [
            (step.after, (*path, "after")),
            *((says, (*path, "says", key)) for key, says in step.says.items()),
        ]:
            check_placeholders(self.at, at, texts, fields, self.findings)
        if self._field(step.by, fields, (*path, "by")):
            self._says(step, fields[step.by], path)

    def _says(self, step: ShowStep, by: FieldDescription, path: tuple[str | int, ...]) -> None:
        """Every value that the field may have gets a sentence."""
        for key in step.says:
            if key != OTHERWISE:
                self._value(key, by, (*path, "says", key))
        unsaid = sorted(set(by.values or ()) - set(step.says))
        if OTHERWISE not in step.says and (unsaid or by.values is None):
            message = sentence("there is no sentence for other values.")
            if unsaid:
                message = sentence("there is no sentence for {values}.", values=", ".join(unsaid))
            remedy = sentence("Add it, or {otherwise}.", otherwise=OTHERWISE)
            self.findings.refuse(self.at.place(*path, "says"), message, remedy)

    def _rows(self, name: str, path: tuple[str | int, ...]) -> Fields | None:
        if name not in self.rows:
            self._unknown(sentence("'{word}' is no name that an earlier step gave."), name, self.rows, path)
        return self.rows.get(name)

    def _field(self, name: str, fields: Fields, path: tuple[str | int, ...]) -> bool:
        if name not in fields:
            message = sentence("'{word}' is no field of the purpose '{purpose}'.", purpose=self.at.shape.purpose)
            self._unknown(message, name, fields, path)
        return name in fields

    def _value(self, value: str, field: FieldDescription, path: tuple[str | int, ...]) -> None:
        if field.values is not None and value not in field.values:
            self._unknown(sentence("'{word}' is no value of this field."), value, field.values, path)

    def _unknown(self, message: Sentence, word: str, known: Iterable[str], path: tuple[str | int, ...]) -> None:
        self.findings.refuse(self.at.place(*path), message.filled(word=word), one_of(known, word))
