"""The greeting itself, as LINE and its readers get it."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.messages import MAX_TEXT_UNITS, MentionText, Message, Text, to_line, utf16_units
from handlers.welcome.placeholders import LONGEST_TEXT, WELCOME_BLANKS, is_usable
from handlers.welcome.settings import ALWAYS, BY_PRESET, NEVER, names_people
from handlers.welcome.texts import Place, goodbye, greeting, ready_goodbye, ready_greeting, sample
from handlers.welcome.waves import Guests, Newcomer, share_out
from storage.models.communities import Preset

PLACE = Place("土曜の会", 61)
NOWHERE = Place(None, None)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def guests(count: int, others: int = 0, *, by_name: bool = True) -> Guests:
    return share_out([Newcomer(f"U{number}", "花子") for number in range(count)], others, by_name=by_name)


def only(messages: Sequence[Message]) -> Message:
    (message,) = messages
    return message


def test_people_are_named_by_real_mentions_and_the_rest_counted() -> None:
    message = only(greeting("Hi {names}!", Preset.HOBBY, guests(2, others=3), PLACE))
    assert message == MentionText("Hi {m1}, {m2} and 3 others!", {"m1": "U0", "m2": "U1"}, "Hi our new members!")


def test_each_japanese_name_gets_its_san() -> None:
    with speaking("ja"):
        message = only(greeting("{names}さん、ようこそ", Preset.HOBBY, guests(2, others=1), PLACE))
    assert isinstance(message, MentionText)
    assert message.template == "{m1}さん、{m2}さん、ほか1人、ようこそ"
    assert "さんさん" not in message.plain
    assert message.plain.endswith("、ようこそ")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_where_nobody_is_named_a_hosts_text_still_reads_well(language: str) -> None:
    with speaking(language):
        message = only(greeting("{name}さん、ようこそ", Preset.SUPPORT, guests(1, by_name=False), PLACE))
    assert isinstance(message, Text)
    assert "{" not in message.text
    assert not message.text.startswith("さん")
    assert "さん、" not in message.text


def test_a_text_without_names_mentions_nobody() -> None:
    assert only(greeting("Hello at {group}", Preset.HOBBY, guests(2), PLACE)) == Text("Hello at 土曜の会")


def test_braces_in_a_groups_name_stay_braces() -> None:
    message = only(greeting("{names} → {group}", Preset.HOBBY, guests(1), Place("{m1}{x}", 3)))
    assert isinstance(message, MentionText)
    assert message.template == "{m1} → {{m1}}{{x}}"
    assert message.plain == "our new member → {m1}{x}"


def test_many_people_are_greeted_in_several_texts_with_the_hosts_text_first() -> None:
    messages = greeting("Hi {names}", Preset.HOBBY, guests(45, others=2), PLACE)
    assert [len(message.people) for message in messages if isinstance(message, MentionText)] == [20, 20, 5]
    assert isinstance(messages[0], MentionText)
    assert messages[0].template.startswith("Hi {m1}, ")
    assert ["2 others" in message.template for message in messages if isinstance(message, MentionText)] == [
        False,
        False,
        True,
    ]


def test_what_line_did_not_tell_is_worded_around() -> None:
    text = "Welcome to {group}\nWe are {count} now"
    assert only(greeting(text, Preset.SUPPORT, guests(1), NOWHERE)) == Text("Welcome to this group")
    ready = only(greeting("We are {count} now", Preset.SUPPORT, guests(1), NOWHERE))
    assert ready == Text(ready_greeting(Preset.SUPPORT))


def test_a_goodbye_names_nobody() -> None:
    assert goodbye("", PLACE) == Text(ready_goodbye())
    assert goodbye("Bye from {greeter}, {count} left", PLACE) == Text("Bye from the hosts, 61 left")


def test_a_preview_shows_the_host_as_the_newcomer() -> None:
    assert sample("Hi {name}さん", Preset.HOBBY, "花子\u202e", PLACE) == "Hi @花子さん"
    assert sample("Hi {name}", Preset.HOBBY, None, PLACE) == "Hi our new member"


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_ready_text_can_be_filled(preset: Preset, language: str) -> None:
    with speaking(language):
        assert is_usable(ready_greeting(preset), WELCOME_BLANKS)
        assert is_usable(ready_goodbye(), ())


@pytest.mark.parametrize(
    ("choice", "preset", "named"),
    [
        (BY_PRESET, Preset.SUPPORT, False),
        (BY_PRESET, Preset.HOBBY, True),
        (BY_PRESET, Preset.NEIGHBOURHOOD, True),
        (ALWAYS, Preset.SUPPORT, True),
        (NEVER, Preset.HOBBY, False),
    ],
)
def test_the_preset_decides_about_names_until_the_hosts_do(choice: str, preset: Preset, named: bool) -> None:
    assert names_people(choice, preset) is named


TEXTS = st.lists(
    st.sampled_from(["{name}", "{names}さん", "{group}", "{greeter}", "{count}", "{{", "}}", "あ" * 90, "\n", "🍎"]),
    min_size=1,
    max_size=60,
).map("".join)


@given(
    TEXTS.filter(lambda text: is_usable(text, WELCOME_BLANKS)),
    st.lists(st.one_of(st.none(), st.text(max_size=600)), max_size=30),
    st.integers(0, 500),
    st.text(max_size=300),
    st.sampled_from(["ja", "en"]),
)
def test_every_accepted_text_can_be_sent_however_long_names_are(
    text: str, names: list[str | None], others: int, group: str, language: str
) -> None:
    newcomers = [Newcomer(f"U{number}", name) for number, name in enumerate(names)]
    with speaking(language):
        messages = greeting(text, Preset.HOBBY, share_out(newcomers, others, by_name=True), Place(group, 500))
    shown = {newcomer.user_id: utf16_units(newcomer.name or "") for newcomer in newcomers}
    assert 1 <= len(messages) <= 4
    for message in messages:
        to_line(message)
        if isinstance(message, MentionText):
            longest = utf16_units(message.template) + sum(1 + shown[user_id] for user_id in message.people.values())
            assert longest <= MAX_TEXT_UNITS


def test_the_longest_text_with_the_longest_fillings_still_fits() -> None:
    text = "{names}" + "{group}" * 9
    text += "あ" * (LONGEST_TEXT - utf16_units(text))
    assert is_usable(text, WELCOME_BLANKS)
    messages = greeting(text, Preset.HOBBY, guests(20, others=999), Place("{" * 500, 500))
    assert isinstance(messages[0], MentionText)
    assert utf16_units(messages[0].template) + 20 * 40 <= MAX_TEXT_UNITS
