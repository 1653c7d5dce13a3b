"""Stories: the mentions of one happening, within and across articles and days, joined into one event.

    with tocsin.open_store("news.duckdb") as store:
        update_stories(store)        # after every batch; `tocsin add` does it

docs/stories.md says what joins two mentions and to what degree the order of articles does not matter.
"""

from tocsin.stories.summary import Story
from tocsin.stories.updating import Update, update_stories

__all__ = ["Story", "Update", "update_stories"]
