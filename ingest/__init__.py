"""Files in, records out: reads published reports into passages, tables, figures and checks."""
