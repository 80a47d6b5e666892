"""What is printed for people: findings, evaluations, passages, differences."""
