"""From checked shapes to the frozen Company. Nothing can fail here: all has been checked."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kompas.assistant.company.folder import At, Material
from kompas.assistant.company.shapes.company import CompanyFile, EmbedderShape, HoursShape, ModelShape, span_of
from kompas.assistant.company.shapes.content import ConversationShape, IntentShape
from kompas.assistant.company.shapes.tasks import (
    ChooseStep,
    ConnectorFile,
    FieldDescription,
    LookUpStep,
    ShowStep,
    StepShape,
    WorkflowFile,
)
from kompas.assistant.company.shapes.values import Texts, WordLists
from kompas.assistant.company.shapes.will import RetentionFile, RuleShape
from kompas.assistant.domain import company as domain
from kompas.assistant.domain.customer import Level
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.domain.workflow import Choose, LookUp, Show, Step, Workflow


def build(
    file: CompanyFile,
    retention: RetentionFile,
    material: Material,
    articles: Iterable[Article],
    folder: Path,
    version: str,
) -> domain.Company:
    """The Company of a folder that was found without fault."""
    return domain.Company(
        slug=folder.name,
        name=file.name,
        assistant=file.assistant,
        languages=tuple(file.languages),
        contact=domain.Contact(file.contact.phone or "", file.contact.mail or "", file.contact.post),
        channels=domain.Channels(
            file.channels.chat.allowed_sites, file.channels.mail.sender if file.channels.mail else ""
        ),
        thresholds=_thresholds(file),
        hours=_hours(file.timezone, file.hours),
        identity=domain.IdentityRules(file.identity.code_minutes, file.identity.code_tries),
        answer_within_hours=file.promises.answer_within_hours,
        voice=_voice(material),
        rules=tuple(_rule(rule.shape) for rule in material.rules),
        retention={name: getattr(retention, name) for name in type(retention).model_fields},
        synonyms=dict(material.synonyms.shape.root) if material.synonyms else {},
        intents={intent.shape.id: _intent(intent.shape) for intent in material.intents},
        workflows={workflow.shape.id: _workflow(workflow.shape) for workflow in material.workflows},
        connectors={connector.shape.id: _connector(connector.shape) for connector in material.connectors},
        articles=tuple(article for article in articles if article.lang in file.languages),
        golden=tuple(_golden(conversation) for conversation in material.golden),
        version=version,
        quiet_days=file.outcomes.quiet_days,
        model=_model(file.model) if file.model else None,
        embedder=_embedder(file.embedder) if file.embedder else None,
    )


def _thresholds(file: CompanyFile) -> domain.Thresholds:
    given, accepted = file.thresholds, file.at_most_wrong
    usual = domain.Thresholds().answer if accepted is None else given.ask_back
    answer = usual if given.answer is None else given.answer
    by_hand = given.answer is not None or accepted is None
    return domain.Thresholds(answer, given.ask_back, given.settle_seconds, accepted, by_hand)


def _model(model: ModelShape) -> domain.ModelPlan:
    limits, price = model.limits, model.price
    return domain.ModelPlan(
        model.base_url.rstrip("/"), model.name, model.patience, limits.turn_tokens, limits.day_tokens,
        price.read, price.written,
    )  # fmt: skip


def _embedder(embedder: EmbedderShape) -> domain.EmbedderPlan:
    return domain.EmbedderPlan(
        embedder.folder or "", (embedder.base_url or "").rstrip("/"), embedder.name or "",
        embedder.question_prefix, embedder.passage_prefix,
    )  # fmt: skip


def _texts(texts: Texts) -> dict[str, str]:
    return dict(texts.root)


def _words(words: WordLists | None) -> dict[str, tuple[str, ...]]:
    return dict(words.root) if words is not None else {}


def _hours(timezone: str, hours: HoursShape) -> domain.Hours:
    days = (getattr(hours.weekly, name) for name in type(hours.weekly).model_fields)  # monday first
    weekly = {day: tuple(sorted(span_of(span) for span in spans)) for day, spans in enumerate(days) if spans}
    return domain.Hours(timezone, weekly, hours.holidays, tuple(sorted(hours.closed)))


def _voice(material: Material) -> domain.Voice:
    if material.voice is None:
        return domain.Voice()
    voice = material.voice.shape
    phrases = {lang: {str(key): text for key, text in phrases.items()} for lang, phrases in voice.phrases.items()}
    return domain.Voice(voice.address_form, phrases)


def _rule(rule: RuleShape) -> domain.HouseRule:
    return domain.HouseRule(
        id=rule.id,
        then=domain.Then(rule.then),
        because=_texts(rule.because),
        mentions=_words(rule.when.mentions),
        intents=rule.when.intents or (),
        say=_texts(rule.say) if rule.say is not None else None,
        urgent=rule.urgent,
        quote=rule.quote,
    )


def _intent(intent: IntentShape) -> domain.Intent:
    return domain.Intent(
        intent.id, _texts(intent.title), _words(intent.examples), intent.articles or (), intent.workflow
    )


def _workflow(workflow: WorkflowFile) -> Workflow:
    return Workflow(
        workflow.id, _texts(workflow.title), workflow.purpose, tuple(_step(step) for step in workflow.steps)
    )


def _step(step: StepShape) -> Step:
    match step:
        case LookUpStep(look_up=asked, none=none):
            return LookUp(asked.connector, asked.operation, asked.into, _texts(none))
        case ChooseStep(choose=choose, ask=ask):
            prefer = tuple((choose.prefer or {}).items())
            return Choose(choose.source, choose.into, choose.named_by, choose.label, _texts(ask), prefer)
        case ShowStep():
            says = {value: _texts(texts) for value, texts in step.says.items()}
            return Show(step.show, step.fields, step.by, says, _texts(step.after))


def _connector(plan: ConnectorFile) -> domain.ConnectorPlan:
    find = plan.find_customer
    return domain.ConnectorPlan(
        id=plan.id,
        kind=plan.kind,
        title=_texts(plan.title),
        tables={name: domain.TableSource(table.file, table.customer) for name, table in plan.tables.items()},
        fields={table: _fields(fields) for table, fields in plan.fields.items()},
        operations={name: domain.Operation(one.table, one.order_by or "") for name, one in plan.operations.items()},
        purposes={
            name: domain.Purpose(
                name, _texts(one.title), one.legal_basis, Level[one.identity.upper()], dict(one.fields)
            )
            for name, one in plan.purposes.items()
        },
        find_table=find.table if find else "",
        find_mail=find.mail if find else "",
        find_name=(find.name or "") if find else "",
        dates_as_of=plan.dates_as_of,
    )


def _fields(fields: Mapping[str, FieldDescription]) -> dict[str, domain.FieldShape]:
    return {
        name: domain.FieldShape(
            _texts(field.label), field.type, {value: _texts(words) for value, words in (field.values or {}).items()}
        )
        for name, field in fields.items()
    }


def _golden(at: At[ConversationShape]) -> domain.GoldenConversation:
    conversation = at.shape
    turns = tuple(
        domain.GoldenTurn(
            turn.customer,
            domain.Expectation(
                turn.expect.decision,
                turn.expect.cites or (),
                turn.expect.says or (),
                turn.expect.says_not or (),
                turn.expect.reason,
            ),
            at.place("turns", index).line,
        )
        for index, turn in enumerate(conversation.turns)
    )
    verified = conversation.identity.verified if conversation.identity else None
    return domain.GoldenConversation(
        conversation.name, conversation.lang, turns, verified, conversation.at, at.sheet.file
    )
