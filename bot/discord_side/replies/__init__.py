"""What is said on Discord: of an answer, or a page of the essay, it makes what Discord takes. Nothing is sent here."""
