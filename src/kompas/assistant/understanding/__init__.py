"""What a customer's words say: their language, wishes, questions and matter. By word lists where it counts."""
