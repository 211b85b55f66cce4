"""The writer: Source → read → clean → split → embed → store."""
