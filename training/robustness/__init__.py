"""Whether a verdict can be moved by what must not matter: stock words, copied text, names, digits, marks.

One kind of change to a file: what it is made of, then the function that changes a draft, then its parts. Each
draws from the chance it is given alone, and leaves what people would say of the draft as it was.
"""
