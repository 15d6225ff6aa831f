"""Pictures of judged frames: pure functions, a judged frame in and a figure out; nothing here judges, reads or shows."""
