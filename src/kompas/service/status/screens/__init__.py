"""The supervisors' page on how the house is doing."""
