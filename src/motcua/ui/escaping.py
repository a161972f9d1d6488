"""Text as HTML. Lists say the same names and words page after page: the last ones are kept."""

import html
from functools import lru_cache

escape = lru_cache(maxsize=16_384)(html.escape)
