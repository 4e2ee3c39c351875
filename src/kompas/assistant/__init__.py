"""The thinking of Kompas, usable without the service:

>>> from datetime import UTC, datetime
>>> from pathlib import Path
>>> from kompas.assistant.assistant import Assistant
>>> from kompas.assistant.company import read_company
>>> from kompas.assistant.domain.conversation import Author, Said, Turn
>>> company = read_company(Path("companies/zwaluw"))
>>> assistant = Assistant.from_company(company, connectors={})
>>> said = Said(Author.CUSTOMER, "can I talk to someone")
>>> taken = assistant.take_turn(Turn((said,), at=datetime.now(UTC)))
>>> taken.decision.code, taken.reply.text
('wants_human', 'I am passing this on to a colleague. What you told me goes with it.')
"""
