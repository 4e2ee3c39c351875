"""The trail that proves what happened without telling who anybody is."""
