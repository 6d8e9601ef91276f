"""The form field of a policy for the feed's languages: a box for each, and what each wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from moderation.target import ENGLISH
from moderation.web.locale import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.translation import PackStore

# The languages to choose from beside English, those of the region first.
CHOICES = ("lv", "ru", "lt", "et", "uk", "be", "pl", "de", "fi", "sv", "no", "fr", "es", "it")


class LanguagesField(SelectMultipleField):  # type: ignore[misc]
    """A box for each language; its data is the tags ticked, in the order of the boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_data(self, value: tuple[str, ...] | None) -> None:
        """Show a standing policy."""
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the boxes as they were sent."""
        self.data = tuple(tag for tag in CHOICES if tag in valuelist)

    def pre_validate(self, _form: object) -> None:
        """Unknown languages were passed over already."""

    def boxes(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each language, its name, and whether its box is ticked."""
        for tag in CHOICES:
            yield tag, language_name(tag), tag in (self.data or ())


def without_pack(feed_languages: tuple[str, ...], store: PackStore) -> list[str]:
    """Name the languages that no pack leads to from English."""
    return [language_name(tag) for tag in feed_languages if store.find(ENGLISH, tag) is None]
