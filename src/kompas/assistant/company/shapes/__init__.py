"""The one description of the company folder's files: the checks and the JSON Schemas both come from it."""
