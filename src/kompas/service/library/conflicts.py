"""The folder and a screen hold different texts: one of them is chosen."""


def settle(conflict_id: int, keep: str, by: str) -> None:
    """`keep` is "folder" (its text is published) or "screen" (what serves goes on). Raises as `publish` does."""
    raise NotImplementedError
