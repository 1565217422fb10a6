"""Ask every public body the same question, read every answer, publish a number you can defend."""
