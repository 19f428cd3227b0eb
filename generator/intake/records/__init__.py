"""Plain values → records of the model, today and in the past."""
