"""What people decide: answers with evidence, double coding, adjudication, agreement and the freeze."""
