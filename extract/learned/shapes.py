"""The shape of a word, which an encoder that reads lower case cannot see: Co is cobalt, CO a gas, co- a prefix."""

from __future__ import annotations

SHAPES = ("none", "number", "lower", "title", "upper", "mixed", "letters_and_digits", "sign")


def shape(word: str) -> int:
    """The place in SHAPES of ``word``; 0 is for what is no word."""
    if not word:
        return 0
    if word[0].isdigit() and not any(letter.isalpha() for letter in word):
        return 1
    if not any(letter.isalnum() for letter in word):
        return 7
    if any(letter.isdigit() for letter in word):
        return 6
    if word.islower():
        return 2
    if word.isupper() and len(word) > 1:
        return 4
    return 3 if word[0].isupper() and not any(letter.isupper() for letter in word[1:]) else 5
