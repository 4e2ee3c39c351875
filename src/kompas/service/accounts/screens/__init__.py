"""The screens of accounts: coming in, one's own account, and the colleagues."""
