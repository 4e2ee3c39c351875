"""Knowledge from elsewhere: files, pages and websites whose articles become proposals for an editor."""
