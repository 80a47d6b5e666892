"""The texts of the cited works: where they lie, their pages, their pins."""
