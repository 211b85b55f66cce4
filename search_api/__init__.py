"""The reader: Query → retrieve → rank → cite → respond."""
