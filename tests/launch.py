"""What pytest-django must find when it loads the settings: a database and compiled messages.

Loaded with `-p` (pyproject.toml): a conftest would come too late.
"""

import sys

from development import database
from development.gettext import compile_messages

try:
    database.use()
except database.LocalDatabaseError as error:
    sys.exit(str(error))
compile_messages()
