"""Typed words become commands, and talk stays talk."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import (
    BadArgument,
    Command,
    CommandWords,
    UnknownWord,
    Vocabulary,
    WordsClash,
    fold,
    read,
    read_member_number,
    read_on_off,
    read_whole_number,
    split_first,
    targets,
)
from bot.events import Mention, Text

VOCABULARY = Vocabulary(
    [
        CommandWords("help", ("help", "使い方")),
        CommandWords("rules", ("rules", "ルール"), takes_arguments=False),
        CommandWords("rule", ("rule",)),
        CommandWords("rule add", ("rule add", "ルール 追加", "ルール追加")),
        CommandWords("warn", ("warn", "注意")),
        CommandWords("report", ("report", "困っています"), takes_arguments=False),
        CommandWords("ask", ("ask", "世話役に聞く")),
        CommandWords("setrules", ("setrules", "ルールを決める")),
    ]
)
# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BOT = "@つどい"


def mention(text: str, name: str, user_id: str | None = None, **flags: bool) -> Mention:
    start = text.index(name)
    is_self, is_all = flags.get("is_self", False), flags.get("is_all", False)
    return Mention(start=start, end=start + len(name), user_id=user_id, is_self=is_self, is_all=is_all)


def read_in_group(text: str, *mentions: Mention) -> Command | UnknownWord | None:
    return read(Text(text=text, mentions=mentions), VOCABULARY, private=False)


def read_in_private(text: str) -> Command | UnknownWord | None:
    return read(Text(text=text), VOCABULARY, private=True)


def read_to_bot(text: str, *mentions: Mention) -> Command | UnknownWord | None:
    return read_in_group(text, mention(text, BOT, "U0", is_self=True), *mentions)


def command(text: str, *mentions: Mention, quoted: str | None = None) -> Command:
    found = read(Text(text=text, mentions=mentions), VOCABULARY, private=False, quoted_message_id=quoted)
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/rules", "rules", ""),
        ("／ルール", "rules", ""),
        ("/RULES ", "rules", ""),
        ("  \u200b/rules", "rules", ""),
        ("/\u200brules", "rules", ""),
        ("/ru\u200bles", "rules", ""),
        ("/ﾙｰﾙ", "rules", ""),
        ("／ｒｕｌｅ　３", "rule", "３"),
        ("/rule 3", "rule", "3"),
        ("/rule add 挨拶をしましょう", "rule add", "挨拶をしましょう"),
        ("/rule  ADD　Be kind", "rule add", "Be kind"),
        ("/ルール追加 あ", "rule add", "あ"),
        ("/ルール　追加　あ", "rule add", "あ"),
        ("/rule addition", "rule", "addition"),
        ("/rule\nadd", "rule", "add"),
        ("/rule: add", "rule", "add"),
        ("/ルール：３", "rules", "３"),
        ("/setrules\n1. あ\n2. い\n", "setrules", "1. あ\n2. い"),
    ],
)
def test_a_slash_makes_a_word_a_command(text: str, name: str, rest: str, private: bool) -> None:
    found = read(Text(text=text), VOCABULARY, private=private)
    assert isinstance(found, Command)
    assert (found.name, found.rest, found.slashed) == (name, rest, True)


@pytest.mark.parametrize(
    "text",
    [
        "今日は /rules を見た",
        "/ は割り算",
        "/ rules",
        "/\u200b rules",
        "/",
        "／　ルール",
        "//",
        "//rules",
        "1/2",
        "/2",
        "/home/user/file",
        "/rules/old",
        "/(^o^)",
        "/🎉",
        "ありがとう",
        "",
        " \n",
        "/" + "あ" * 41,
    ],
)
@pytest.mark.parametrize("private", [True, False])
def test_talk_is_not_a_command(text: str, private: bool) -> None:
    assert read(Text(text=text), VOCABULARY, private=private) is None


@pytest.mark.parametrize(("text", "word"), [("/rulesについて", "rulesについて"), ("／るーる 3", "るーる"), ("/w", "w")])
def test_a_slashed_word_that_is_no_command_is_reported_as_typed(text: str, word: str) -> None:
    assert read_in_group(text) == UnknownWord(word)


def test_a_bare_word_is_talk_in_a_group() -> None:
    assert read_in_group("ルール") is None


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("ルール", "rules", ""),
        (" 使い方 ", "help", ""),
        ("使い方\n", "help", ""),
        ("困っています", "report", ""),
        ("使い方 当番", "help", "当番"),
        ("Ask 駐車場はありますか", "ask", "駐車場はありますか"),
        ("ask " + "あ" * 200, "ask", "あ" * 200),
    ],
)
def test_a_bare_word_is_a_command_in_private(text: str, name: str, rest: str) -> None:
    found = read_in_private(text)
    assert isinstance(found, Command)
    assert (found.name, found.rest, found.slashed) == (name, rest, False)


@pytest.mark.parametrize(
    "text",
    [
        "ルールは大事ですね",
        "困っています 助けて",
        "ask\nこんにちは",
        "ask a\nb",
        "ask " + "あ" * 201,
        "ask " + "🌸" * 101,
        "aski",
        "ちょっと ask",
    ],
)
def test_bare_talk_in_private_stays_talk(text: str) -> None:
    assert read_in_private(text) is None


@pytest.mark.parametrize(
    ("text", "name", "rest", "slashed"),
    [
        ("@つどい ルール", "rules", "", False),
        ("@つどい　/rule 3", "rule", "3", True),
        ("@つどい\n使い方", "help", "", False),
        ("@つどい、ルール 追加 あ\nい", "rule add", "あ\nい", False),
        (" \u200b@つどいルール", "rules", "", False),
    ],
)
def test_a_mention_of_the_bot_introduces_a_command(text: str, name: str, rest: str, slashed: bool) -> None:
    found = read_to_bot(text)
    assert isinstance(found, Command)
    assert (found.name, found.rest, found.slashed) == (name, rest, slashed)


def test_a_word_for_the_bot_that_is_no_command_is_reported() -> None:
    assert read_to_bot("@つどい ありがとう") == UnknownWord("ありがとう")


@pytest.mark.parametrize("text", ["@つどい", "@つどい / は", "ねえ @つどい ルール", "@つどい 🎉"])
def test_the_bot_is_not_addressed_without_a_word_right_behind_its_name(text: str) -> None:
    assert read_to_bot(text) is None


def test_a_mention_of_somebody_else_introduces_nothing() -> None:
    text = "@花子 ルール"
    assert read_in_group(text, mention(text, "@花子", "U1")) is None


def test_a_name_that_looks_like_the_bots_introduces_nothing() -> None:
    assert read_in_group("@つどい ルール") is None


def test_a_mention_may_touch_the_word_and_is_never_part_of_it() -> None:
    text = "/ルール@追加 あ"
    found = command(text, mention(text, "@追加", "U1"))
    assert found.name == "rules"
    assert found.rest == "@追加 あ"


def test_mentions_are_counted_from_the_start_of_the_rest() -> None:
    text = "@つどい 注意 🌸 @花子🎀 r3"
    found = read_to_bot(text, mention(text, "@花子🎀", "U1"))
    assert isinstance(found, Command)
    assert [found.rest[each.start : each.end] for each in found.mentions] == ["@花子🎀"]


@unhurried
@given(blanks=st.text(alphabet=" \u3000\n\u200b", max_size=3), name=st.text(min_size=1), before=st.text(max_size=5))
def test_a_mention_inside_the_rest_keeps_its_letters(blanks: str, name: str, before: str) -> None:
    name = f"@{name}#"
    text = f"{blanks}/warn {blanks}x{before}{name}"
    start = len(text) - len(name)
    found = command(text, Mention(start=start, end=len(text), user_id="U1", is_self=False, is_all=False))
    assert [found.rest[each.start : each.end] for each in found.mentions] == [name]


def test_the_word_and_the_rest_keep_what_was_typed() -> None:
    found = command("／ＷＡＲＮ　Ａｂｃ　①")
    assert (found.word, found.rest) == ("ＷＡＲＮ", "Ａｂｃ　①")


def test_an_emoji_at_the_end_stays_whole() -> None:
    assert command("/warn \u2764\ufe0f \u200b").rest == "\u2764\ufe0f"


def test_lines_and_numbers_of_the_rest() -> None:
    found = command("/setrules\n 1. あ \n\n２ い 30\n")
    assert found.lines == ("1. あ", "２ い 30")
    assert found.numbers == (2, 30)


def test_a_number_in_a_name_is_no_argument() -> None:
    text = "/warn @花子 12 3"
    assert command(text, mention(text, "@花子 12", "U1")).numbers == (3,)


words = st.text(alphabet="/／ rules追加ルール@:\n\u200b1２.", max_size=20) | st.text(max_size=30)


@unhurried
@given(text=words)
def test_only_a_slash_or_a_mention_makes_a_command_in_a_group(text: str) -> None:
    found = read_in_group(text)
    if not fold(text).lstrip().startswith("/"):
        assert found is None


@unhurried
@given(text=words, rest=words)
def test_reading_never_fails_and_loses_nothing(text: str, rest: str) -> None:
    for typed in (text, f"/rule {text}", f"/{text} {rest}"):
        found = read_in_private(typed)
        if isinstance(found, Command):
            assert found.word in typed
            behind = typed[typed.rindex(found.rest) + len(found.rest) :]
            assert not behind.strip(" \n\u00a0\u3000\u200b\ufeff\t\r\v\f")
            targets(found)


@unhurried
@given(text=st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("first", "second"), [("ＲＵＬＥ", "rule"), ("ﾙｰﾙ", "ルール"), ("ru\u200ble", "Rule")])
def test_width_case_and_invisible_characters_make_no_difference(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_two_commands_cannot_share_a_word() -> None:
    with pytest.raises(WordsClash) as clash:
        Vocabulary([CommandWords("rules", ("rules", "ルール")), CommandWords("manners", ("ﾙｰﾙ",))])
    assert (clash.value.word, clash.value.first, clash.value.second) == ("ルール", "rules", "manners")


def test_one_command_may_repeat_its_word() -> None:
    vocabulary = Vocabulary([CommandWords("rules", ("rules", "Ｒules"))])
    assert vocabulary.match("RULES") == ("rules", "RULES", "")


@pytest.mark.parametrize("word", ["", " ", "/rules", "rule:add", "12", "a/b", "two\nlines"])
def test_a_word_that_nobody_could_type_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="cannot be typed"):
        Vocabulary([CommandWords("odd", (word,))])


def test_matching_prefers_the_longest_word() -> None:
    assert VOCABULARY.match("rule add 3") == ("rule add", "rule add", "3")
    assert VOCABULARY.match("　rule 3 ") == ("rule", "rule", "3")
    assert VOCABULARY.match("ruler") is None


@pytest.mark.parametrize(
    ("word", "expected"), [("ruless", "rules"), ("ＨＥＬＰＰ", "help"), ("困ってます", "困っています"), ("天気", None)]
)
def test_a_mistyped_word_has_a_nearest_one(word: str, expected: str | None) -> None:
    assert VOCABULARY.nearest(word) == expected


def test_an_empty_vocabulary_knows_nothing() -> None:
    assert read(Text(text="/rules"), Vocabulary([]), private=True) == UnknownWord("rules")
    assert Vocabulary([]).nearest("rules") is None


@pytest.mark.parametrize(("text", "number"), [("#12", 12), ("＃１２", 12), ("♯12", 12), ("12番", 12), (" １２番 ", 12)])
def test_member_numbers(text: str, number: int) -> None:
    assert read_member_number(text) == number


@pytest.mark.parametrize("text", ["12", "#", "#0", "#1234567", "#12a", "番", "", "#-1"])
def test_what_is_no_member_number_is_refused(text: str) -> None:
    with pytest.raises(BadArgument) as refusal:
        read_member_number(text)
    assert (refusal.value.code, refusal.value.given) == ("not_a_member_number", text)


def test_a_refusal_does_not_repeat_what_was_typed_in_its_message() -> None:
    with pytest.raises(BadArgument) as refusal:
        read_on_off("ひみつ")
    assert "ひみつ" not in str(refusal.value)


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" ２０ ", 20), ("007", 7)])
def test_whole_numbers(text: str, number: int) -> None:
    assert read_whole_number(text, 1, 20) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "out_of_range"),
        ("21", "out_of_range"),
        ("-1", "not_a_whole_number"),
        ("1.5", "not_a_whole_number"),
        ("", "not_a_whole_number"),
        ("9" * 5000, "not_a_whole_number"),
        ("٣", "not_a_whole_number"),
    ],
)
def test_what_is_no_whole_number_in_bounds_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadArgument) as refusal:
        read_whole_number(text, 1, 20)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "value"), [("on", True), ("ＯＮ", True), ("オン", True), ("使う", True), ("Off", False), ("いいえ", False)]
)
def test_switches(text: str, value: bool) -> None:
    assert read_on_off(text) is value


def test_splitting_the_first_word() -> None:
    assert split_first(" r3　理由は 二つ \n") == ("r3", "理由は 二つ")
    assert split_first("r3") == ("r3", "")
    with pytest.raises(BadArgument) as refusal:
        split_first(" ")
    assert refusal.value.code == "missing"


def test_the_first_run_of_mentions_and_numbers_are_the_targets() -> None:
    text = "/warn @花子 さん、@太郎 #12 １３番さん r3 @次郎 に失礼 #14"
    mentions = (mention(text, "@花子", "U1"), mention(text, "@太郎"), mention(text, "@次郎", "U3"))
    found = targets(command(text, *mentions))
    assert found.user_ids == ("U1",)
    assert found.unknown_mentions == 1
    assert found.numbers == (12, 13)
    assert found.remaining_text == "r3 @次郎 に失礼 #14"


def test_targets_may_follow_other_words() -> None:
    text = "/warn r3 @花子 二回目 @太郎 に"
    found = targets(command(text, mention(text, "@花子", "U1"), mention(text, "@太郎", "U2")))
    assert found.user_ids == ("U1",)
    assert found.remaining_text == "r3 二回目 @太郎 に"


def test_who_is_mentioned_beside_a_quote_is_no_target() -> None:
    text = "/warn r3 @花子 に失礼"
    found = targets(command(text, mention(text, "@花子", "U1"), quoted="42"))
    assert (found.quoted_message_id, found.user_ids) == ("42", ())
    assert found.remaining_text == "r3 @花子 に失礼"


def test_the_bot_and_everybody_are_never_targets() -> None:
    text = "/warn @つどい @All @花子 @花子 理由"
    mentions = (
        mention(text, "@つどい", "U0", is_self=True),
        mention(text, "@All", is_all=True),
        mention(text, "@花子", "U1"),
    )
    found = targets(command(text, *mentions))
    assert (found.user_ids, found.unknown_mentions) == (("U1",), 0)


@pytest.mark.parametrize("rest", ["12番目の件", "#12の件", "理由 #12", ""])
def test_a_number_inside_other_words_is_no_target(rest: str) -> None:
    found = targets(command(f"/warn {rest}"))
    assert found.numbers == ()
    assert found.remaining_text == rest
