"""Find personal numbers and harmful characters in a customer's words before anything is stored."""
