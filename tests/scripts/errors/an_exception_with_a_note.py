e = ValueError("noted")
e.add_note("a note")
e.add_note("another")
raise e
