"""Knowledge comes in, conclusions go out (audit, trends, property models, review)."""
