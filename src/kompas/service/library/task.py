"""What the back room is rung for: look for what articles contradict."""


def compare(id: int) -> None:
    """Do the work that is owed, if it still is."""
    import django

    django.setup()  # before anything that reads tables is imported
    from kompas.service.library.contradicting import find

    find(id)
