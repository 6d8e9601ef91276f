"""The form fields of a policy about personal data: a style for each kind, kinds that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from moderation.privacy import KINDS, STYLES, styles_of
from moderation.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask_babel import LazyString

WAITING = tuple(kind for kind in KINDS if kind != "staff")  # staff have a rule of their own
SHOWN = "shown"  # a hidden value beside the boxes: without a tick browsers send nothing at all
STYLE_NAMES: dict[str, LazyString] = {
    "label": _l("a word in brackets, such as [name]"),
    "initial": _l("the initials"),
    "pseudonym": _l("the author's initial; others a word in brackets"),
    "role": _l("what they do or are, such as “a nurse”"),
    "generalise": _l("something less exact, such as “near Riga”"),
    "remove": _l("nothing: the words are left out"),
}


class StylesField(Field):  # type: ignore[misc]
    """A choice of style for each kind; its data maps kinds to styles that are not the label."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read "kind:style" values as they were sent. Raises ValueError for an unknown one."""
        chosen: dict[str, str] = {}
        for value in valuelist:
            kind, _, style = value.partition(":")
            if kind not in KINDS or style not in styles_of(kind):
                raise ValueError(_l("Choose a style from the list."))
            if style != STYLES[0]:
                chosen[kind] = style
        self.data = chosen

    def rows(self) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
        """Yield each kind, its name, and its styles as (value, name, whether chosen)."""
        standing: Mapping[str, str] = self.data or {}
        for kind in KINDS:
            choices = [
                (f"{kind}:{style}", str(STYLE_NAMES[style]), standing.get(kind, STYLES[0]) == style)
                for style in styles_of(kind)
            ]
            yield kind, wording.kind(kind), choices


class KindsField(SelectMultipleField):  # type: ignore[misc]
    """A box for each kind that an approval can wait for; its data is None when all are ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_data(self, value: tuple[str, ...] | None) -> None:
        """Show a standing policy: None ticks every box, also those of kinds yet to come."""
        self.data = None if value is None else tuple(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the boxes as they were sent; a form that never showed them unticks none."""
        if SHOWN not in valuelist:
            self.data = None
            return
        ticked = tuple(kind for kind in WAITING if kind in valuelist)
        self.data = None if ticked == WAITING else ticked

    def pre_validate(self, _form: object) -> None:
        """Unknown kinds were passed over already."""

    def boxes(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each kind, its name, and whether its box is ticked."""
        for kind in WAITING:
            yield kind, wording.kind(kind), self.data is None or kind in self.data
