"""The devices of every page: shape and word, bars and word, dates in words, links to what is wrong."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from incidents.templatetags import kua
from incidents.vocabulary import ActKind, Confirmation, Status


class Words(forms.Form):
    name = forms.CharField(label="Name")
    sex = forms.ChoiceField(label="Sex", choices=[("f", "female"), ("m", "male")], widget=forms.RadioSelect)
    hidden = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Nothing fits.")


def drawn(text: str, **context) -> str:
    return Template("{% load kua crispy_forms_tags %}" + text).render(Context(context))


@pytest.mark.parametrize("kind", Status.values)
def test_a_status_has_a_shape_and_a_word(kind):
    html = kua.status(kind)
    assert f"st-{kind}" in html
    assert str(Status(kind).label) in html


@pytest.mark.parametrize("kind", [kind for kind in ActKind.values if kind not in Status.values])
def test_a_kind_without_a_shape_is_told_by_its_word(kind):
    assert "st-none" in kua.status(kind)


def test_an_unknown_status_says_so():
    assert "Not known" in kua.status("")


def test_a_label_of_the_page_is_escaped():
    assert "&lt;b&gt;" in kua.status("killed", "<b>")


@pytest.mark.parametrize(
    ("level", "filled"), [("pending", 0), ("weak", 1), ("fair", 2), ("confirmed", 4), ("discounted", 0)]
)
def test_the_bars_are_filled_as_far_as_the_sources_reach(level, filled):
    assert kua.sure(level).count('class="f"') == filled


@pytest.mark.parametrize("level", Confirmation.values)
def test_how_sure_has_a_word_that_is_read_aloud(level):
    html = kua.sure(level)
    assert str(Confirmation(level).label) in html
    assert "How sure:" in html


def test_contested_shows_arrows_and_no_bars():
    assert "<svg" in kua.sure("contested")
    assert 'class="bars"' not in kua.sure("contested")
    assert kua.sure("") == ""


def test_a_partial_date_is_said_in_the_readers_words():
    assert kua.when("2022-01-08~") == "about 8 January 2022"
    assert kua.when("") == "not known"
    with translation.override("ru"):
        assert "января" in kua.when("2022-01-08")


def test_a_reference_is_neither_broken_nor_translated():
    assert kua.reference("R-7K3QFMX") == '<span class="ref" translate="no">R-7K3QFMX</span>'


def test_a_page_link_keeps_the_rest_of_the_address():
    context = {"request": RequestFactory().get("/?q=a&page=2&status=killed&status=died")}
    assert kua.with_query(context, "page", 3) == "?q=a&status=killed&status=died&page=3"
    assert kua.with_query(context, "q", None) == "?page=2&status=killed&status=died"


def test_the_pages_worth_a_link_leave_gaps():
    page = Paginator(range(1000), 10).page(50)
    assert kua.page_numbers(page) == [1, 0, 48, 49, 50, 51, 52, 0, 100]


def test_the_summary_links_each_message_to_its_field():
    html = drawn("{% error_summary form %}", form=Words({}, auto_id="id_%s"))
    assert "There is a problem" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_sex_0"' in html
    assert "Nothing fits." in html


def test_the_summary_gathers_forms_and_formsets():
    formset = forms.formset_factory(Words)
    data = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-name": "x", "form-1-name": ""}
    html = drawn("{% error_summary form set %}", form=Words({}), set=formset(data))
    assert 'href="#id_form-0-sex_0"' in html
    assert 'href="#id_name"' in html


def test_a_form_that_was_not_sent_has_no_summary():
    assert "problem" not in drawn("{% error_summary form missing %}", form=Words())


def test_a_field_shows_its_hint_and_message_and_names_both():
    form = Words({})
    form.fields["name"].help_text = "Any <spelling>."
    html = drawn("{{ form|crispy }}", form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Any &lt;spelling&gt;." in html
    assert html.index("id_name_helptext") < html.index('id="id_name_error"') < html.index('name="name"')


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = drawn("{{ form|crispy }}", form=Words())
    assert '<legend class="form-label">Sex</legend>' in html
    assert html.count('class="choice"') == 2
    assert "Female" in html


def test_a_field_of_somebody_elses_form_takes_our_word():
    form = Words({})
    assert kua.relabel(form["name"], "Who") == ""
    assert "Who – " in drawn("{% error_summary form %}", form=form)
