"""A site's glossary: its terms listed, added, removed, carried in and out as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from models import TermKind
from moderation.extensions import sessions
from moderation.queue import glossary as terms
from moderation.target import ENGLISH
from moderation.web.account.forms import at_most, plain_text, stripped
from moderation.web.admin.blueprint import blueprint, current_actor
from moderation.web.admin.sites import find_site
from moderation.web.staff.drawing import LANGUAGES, OTHER_LANGUAGES

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Site

KINDS = {
    TermKind.TERM: _l("a word or phrase"),
    TermKind.STAFF: _l("one of your people"),
    TermKind.DEPARTMENT: _l("a department"),
    TermKind.MEDICINE: _l("a medicine"),
}
# What the desk offers for a sentence, but for English itself and for ways of writing: a term is
# of a language. A pack may bring others, so that a code may be typed too.
OFFERED = [tag for tag in (*LANGUAGES, *OTHER_LANGUAGES) if tag != ENGLISH and "-" not in tag]
PROBLEMS = {
    "columns": _l("Name the columns language, term and english in the first line."),
    "language": _l("Write the language as a code such as lv or ru; English itself needs no term."),
    "kind": _l("The kind is term, staff, department or medicine."),
    "empty": _l("The term and its English must hold words."),
    "too_long": _l("A term may have 200 characters."),
    "characters": _l("Please remove the characters that cannot be shown."),
    "too_many": _l("A glossary may have 5,000 terms."),
}


class TermForm(FlaskForm):  # type: ignore[misc]
    """One term."""

    language = StringField(
        _l("Language"),
        description=_l("Choose it from the list, or write its code: lv, ru."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a language.")), at_most(3), plain_text],
        render_kw={
            "maxlength": 3,
            "autocomplete": "off",
            "autocapitalize": "none",
            "list": "term-languages",
        },
    )
    term = StringField(
        _l("In the review's language"),
        description=_l("As a dictionary has it; Balss knows its other forms."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the term.")), at_most(terms.LONGEST), plain_text],
        render_kw={"maxlength": terms.LONGEST, "autocomplete": "off"},
    )
    english = StringField(
        _l("In English"),
        description=_l("Stands in every draft exactly as you write it."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the English.")), at_most(terms.LONGEST), plain_text],
        render_kw={"maxlength": terms.LONGEST, "autocomplete": "off"},
    )
    kind = SelectField(
        _l("What it names"),
        choices=[SelectChoice(kind.value, word) for kind, word in KINDS.items()],
    )


class TermsFileForm(FlaskForm):  # type: ignore[misc]
    """A file of terms."""

    file = FileField(
        _l("CSV file"),
        description=_l("UTF-8, with the columns language, term, english and, if you like, kind."),
        render_kw={"accept": ".csv,text/csv"},
    )


@blueprint.get("/sites/<slug>/glossary")
def glossary(slug: str) -> ResponseReturnValue:
    """List a site's terms."""
    return _page(find_site(slug))


@blueprint.post("/sites/<slug>/glossary")
def add_term(slug: str) -> ResponseReturnValue:
    """Add a term, or give a known one another English."""
    found, form = find_site(slug), TermForm()
    if not form.validate_on_submit():
        return _page(found, form=form), 422
    row = terms.Row(
        form.language.data.lower(), form.term.data, form.english.data, TermKind(form.kind.data)
    )
    try:
        terms.put(sessions(), found, [row], actor=current_actor())
    except terms.GlossaryError as error:
        sessions().rollback()
        form.term.errors = [*form.term.errors, PROBLEMS[error.code]]
        return _page(find_site(slug), form=form), 422
    sessions().commit()
    flash(
        gettext(
            "“%(term)s” is in the glossary. It holds for drafts made from now on.", term=row.term
        )
    )
    return redirect(url_for("admin.glossary", slug=slug))


@blueprint.post("/sites/<slug>/glossary/import")
def import_terms(slug: str) -> ResponseReturnValue:
    """Add the terms of a CSV file."""
    found, form = find_site(slug), TermsFileForm()
    if not form.validate_on_submit():
        return _page(found, file_form=form), 422
    upload = request.files.get("file")
    try:
        text = upload.read().decode("utf-8-sig") if upload else ""
        count = terms.put(sessions(), found, terms.imported(text), actor=current_actor())
    except UnicodeDecodeError:
        form.file.errors = [gettext("The file is not in UTF-8.")]
        return _page(found, file_form=form), 422
    except terms.GlossaryError as error:
        sessions().rollback()
        line = gettext("Line %(number)s:", number=error.line)
        form.file.errors = [f"{line} {PROBLEMS[error.code]}"]
        return _page(find_site(slug), file_form=form), 422
    sessions().commit()
    flash(ngettext("%(num)s term is taken in.", "%(num)s terms are taken in.", count))
    return redirect(url_for("admin.glossary", slug=slug))


@blueprint.get("/sites/<slug>/glossary.csv")
def export_terms(slug: str) -> ResponseReturnValue:
    """Give the terms as a CSV file."""
    found = find_site(slug)
    name = f'attachment; filename="glossary-{found.slug}.csv"'
    content = "\ufeff" + terms.exported(sessions(), found)
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": name})


@blueprint.post("/sites/<slug>/glossary/<uuid:term_id>/remove")
def remove_term(slug: str, term_id: UUID) -> ResponseReturnValue:
    """Remove a term; drafts that stand keep their words."""
    if terms.remove(sessions(), find_site(slug), term_id, actor=current_actor()):
        sessions().commit()
        flash(gettext("The term is removed."))
    return redirect(url_for("admin.glossary", slug=slug))


def _page(
    found: Site, *, form: TermForm | None = None, file_form: TermsFileForm | None = None
) -> str:
    return render_template(
        "admin/glossary.html",
        site=found,
        terms=terms.terms(sessions(), found),
        kinds={kind.value: word for kind, word in KINDS.items()},
        languages=OFFERED,
        form=form or TermForm(formdata=None),
        file_form=file_form or TermsFileForm(formdata=None),
    )
