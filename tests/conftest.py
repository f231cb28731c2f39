"""Messages are compared in English, whatever the machine's language."""

import os

os.environ["JIXIAO_LANG"] = "en"
