"""`python -m herodotus`: the command line, for where the script's folder is not on the path."""

import sys

from herodotus.cli import main

sys.exit(main())
