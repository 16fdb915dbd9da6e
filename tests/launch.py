"""What pytest-django must find when it loads the settings: a database and compiled messages.

Loaded with `-p` (pyproject.toml): a conftest would come too late.
"""

import sys

from portal import localdb
from portal.messages import compile_messages

try:
    localdb.use()
except localdb.LocalDatabaseError as error:
    sys.exit(str(error))
compile_messages()
