"""The back room: heavy work in a process of its own, so that nobody who is being served waits for it.

A task is a function at the top of a module that takes one id. Ringing for it is only an alarm clock: the work itself
lies in the task's own rows, so an alarm may be lost, come twice or come late. Whoever owns the rows rings again, at
start and every minute, for what is not finished.
"""
