"""A form with one field of every sort, for the page that shows every component."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.vocabulary import STATUS_KINDS, Sex


class Sample(forms.Form):
    """Never sent anywhere."""

    name = forms.CharField(
        label=_("Name, as you know it"),
        help_text=_("Any spelling or script, initials, or a nickname. If there is no name, describe the person."),
    )
    narrative = forms.CharField(label=_("What happened"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    age = forms.IntegerField(label=_("Age when it happened"), min_value=0, max_value=120, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, widget=forms.RadioSelect, initial=Sex.FEMALE)
    acts = forms.MultipleChoiceField(
        label=_("What was done to this person?"),
        help_text=_("Choose all that happened. You say when and where next."),
        choices=[(kind.value, kind.label) for kind in STATUS_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    tie = forms.ChoiceField(label=_("Family among the people in this report"), choices=[("", "–"), *Sex.choices])
    agreed = forms.BooleanField(
        label=_("The family agrees that this is kept"), help_text=_("You can change this later.")
    )
    file = forms.FileField(label=_("A file"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acts"].shapes = True
