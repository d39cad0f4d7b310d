"""The faces of lianshen: the command line, the files people have, and what is shown to them."""
