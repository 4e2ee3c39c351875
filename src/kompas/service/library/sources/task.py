"""What the back room is rung for: go on with a run, or with accepting what it found."""


def go_on(id: int) -> None:
    """Work on this run for a while. Whatever is left is rung for again."""
    import django

    django.setup()  # before anything that reads tables is imported
    from kompas.service.library.sources.running import work_on

    work_on(id)


def accept(id: int) -> None:
    """Publish accepted proposals for a while. Whatever is left is rung for again."""
    import django

    django.setup()
    from kompas.service.library.sources.accepting import work_on

    work_on(id)
