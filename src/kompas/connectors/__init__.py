"""Customer and order systems behind the Connector socket."""
