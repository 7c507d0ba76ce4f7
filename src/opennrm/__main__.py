"""`python -m opennrm VERB`: what `./opennrm VERB` becomes once its packages are there."""

import sys

from opennrm.console.verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
