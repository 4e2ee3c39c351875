"""What the back room is rung for: work out what the judged turns prove."""


def prove(id: int) -> None:
    """Do the work that is owed, if it still is."""
    import django

    django.setup()  # before anything that reads tables is imported
    from kompas.service.certainty.proving import prove as work_out

    work_out(id)
