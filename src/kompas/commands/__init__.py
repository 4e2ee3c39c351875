"""The commands of `kompas`, one module per group."""
