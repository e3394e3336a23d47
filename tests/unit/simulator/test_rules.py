"""Which messages LINE takes, as tables of good and bad ones."""

import json
from typing import Any

import pytest

from bot.simulator.rules import check_messages, refusal_for
from bot.simulator.rules.text import grapheme_count, utf16_length

JsonObject = dict[str, Any]
PICTURE = "https://example.com/picture.png"
USER = "U" + "0123456789abcdef" * 2


def postback(**more: Any) -> JsonObject:
    return {"type": "postback", "label": "はい", "data": "yes", **more}


def message(**more: Any) -> JsonObject:
    return {"type": "message", "label": "はい", "text": "はい", **more}


def link(uri: str, **more: Any) -> JsonObject:
    return {"type": "uri", "label": "見る", "uri": uri, **more}


def picker(mode: str = "date", **more: Any) -> JsonObject:
    return {"type": "datetimepicker", "label": "日", "data": "d", "mode": mode, **more}


def words(count: int = 1, **more: Any) -> JsonObject:
    return {"type": "text", "text": "あ" * count, **more}


def quick(*actions: JsonObject) -> JsonObject:
    return words(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def flex(contents: JsonObject, alt: str = "カード") -> JsonObject:
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*contents: JsonObject, **more: Any) -> JsonObject:
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(contents)}, **more}


def card(*contents: JsonObject) -> JsonObject:
    return flex(bubble(*contents))


def template(kind: str, **more: Any) -> JsonObject:
    return {"type": "template", "altText": "カード", "template": {"type": kind, **more}}


def column(actions: int = 1, **more: Any) -> JsonObject:
    return {"text": "あ", "actions": [message()] * actions, **more}


def v2(text: str, **substitution: JsonObject) -> JsonObject:
    return {"type": "textV2", "text": text, "substitution": substitution}


def mention(user_id: str = USER) -> JsonObject:
    return {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}


EMOJI = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
AREA = {"x": 0, "y": 0, "width": 10, "height": 10}
FAMILY = "👨‍👩‍👧‍👦"

GOOD = {
    "5,000 characters": words(5000),
    "2,500 emoji, which are 5,000 units": {"type": "text", "text": "🍎" * 2500},
    "emoji on its dollar": {"type": "text", "text": "🍎$", "emojis": [{"index": 2, **EMOJI}]},
    "null as absent": words(quoteToken=None),
    "sender": words(sender={"name": "世話役", "iconUrl": PICTURE}),
    "a sender online": words(sender={"name": "Online club"}),
    "13 quick replies": quick(*[message()] * 13),
    "camera in a quick reply": quick({"type": "camera", "label": "撮る"}, {"type": "location", "label": "場所"}),
    "label of 20 families": quick(message(label=FAMILY * 20)),
    "textV2": v2("{a}{b} {{x}}", a=mention(), b={"type": "emoji", **EMOJI}),
    "textV2 for everybody": v2("{all}", all={"type": "mention", "mentionee": {"type": "all"}}),
    "20 mentions": v2("{a}" * 20, a=mention()),
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "image": {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    "video": {"type": "video", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "trackingId": "a-1"},
    "audio": {"type": "audio", "originalContentUrl": PICTURE, "duration": 1000},
    "location": {"type": "location", "title": "あ", "address": "い", "latitude": 35.6, "longitude": 139},
    "buttons": template("buttons", text="あ" * 160, actions=[postback(), link("tel:0312345678")]),
    "buttons with title": template("buttons", title="あ" * 40, text="あ" * 60, actions=[postback()] * 4),
    "confirm": template("confirm", text="あ" * 240, actions=[message(), postback(displayText="あ" * 300)]),
    "carousel": template("carousel", columns=[column(3, text="あ" * 120)] * 10),
    "image carousel": template("image_carousel", columns=[{"imageUrl": PICTURE, "action": postback(label="あ" * 12)}]),
    "imagemap": {
        "type": "imagemap",
        "altText": "地図",
        "baseUrl": "https://example.com/map",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [{"type": "uri", "linkUri": PICTURE, "area": AREA}],
    },
    "alt text of 1,500": flex(bubble({"type": "text", "text": "あ"}), alt="あ" * 1500),
    "spans": card({"type": "text", "contents": [{"type": "span", "text": "あ", "weight": "bold"}]}),
    "pixels and colours": card({"type": "text", "text": "あ", "size": "13.5px", "color": "#11223344", "margin": "4px"}),
    "button of 40": card({"type": "button", "action": postback(label="あ" * 40), "style": "primary", "height": "sm"}),
    "box with all": card(
        {
            "type": "box",
            "layout": "baseline",
            "contents": [{"type": "icon", "url": PICTURE}, {"type": "filler"}, {"type": "text", "text": "あ"}],
            "paddingAll": "10%",
            "cornerRadius": "xxl",
            "background": {"type": "linearGradient", "angle": "90deg", "startColor": "#ffffff", "endColor": "#000000"},
            "action": postback(label=None),
        },
        {"type": "separator", "margin": "md"},
        {"type": "image", "url": PICTURE, "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"},
    ),
    "desktop link in Flex": card({"type": "button", "action": link(PICTURE, altUri={"desktop": PICTURE})}),
    "12 bubbles": flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "あ"}, size="kilo")] * 12}),
    "styles": flex(bubble({"type": "text", "text": "あ"}, styles={"body": {"backgroundColor": "#ffffff"}})),
    "hero video": flex(
        {
            "type": "bubble",
            "hero": {
                "type": "video",
                "url": PICTURE,
                "previewUrl": PICTURE,
                "altContent": {"type": "image", "url": PICTURE},
            },
        }
    ),
    "date picker": quick(picker(min="2026-01-01", initial="2026-01-01", max="2026-12-31")),
    "clock picker": quick(picker("time", initial="23:59")),
    "moment picker": quick(picker("datetime", initial="2026-11-20t19:30")),
    "clipboard": quick({"type": "clipboard", "label": "写す", "clipboardText": "あ" * 1000}),
    "keyboard": quick(postback(inputOption="openKeyboard", fillInText="あ")),
    "chat link": quick(link("https://line.me/R/oaMessage/%40tsudoi/?%E3%83%AB")),
}

BAD = {
    "no type": ({"text": "あ"}, "messages[0].type"),
    "unknown type": ({"type": "poll"}, "messages[0].type"),
    "not an object": ("あ", "messages[0]"),
    "no text": ({"type": "text"}, "messages[0].text"),
    "empty text": (words(0), "messages[0].text"),
    "5,001 characters": (words(5001), "messages[0].text"),
    "2,501 emoji": ({"type": "text", "text": "🍎" * 2501}, "messages[0].text"),
    "number as text": ({"type": "text", "text": 5}, "messages[0].text"),
    "unknown property": (words(txet="あ"), "messages[0].txet"),
    "emoji beside its dollar": (
        {"type": "text", "text": "🍎$", "emojis": [{"index": 1, **EMOJI}]},
        "messages[0].emojis[0].index",
    ),
    "sender called LINE": (words(sender={"name": "LINE 公式"}), "messages[0].sender.name"),
    "long sender": (words(sender={"name": "あ" * 21}), "messages[0].sender.name"),
    "http icon": (words(sender={"iconUrl": "http://example.com/a.png"}), "messages[0].sender.iconUrl"),
    "14 quick replies": (quick(*[message()] * 14), "messages[0].quickReply.items"),
    "no quick replies": (quick(), "messages[0].quickReply.items"),
    "long label": (quick(message(label="あ" * 21)), "messages[0].quickReply.items[0].action.label"),
    "no label": (quick({"type": "message", "text": "あ"}), "messages[0].quickReply.items[0].action.label"),
    "rich menu switch": (
        quick({"type": "richmenuswitch", "label": "あ", "richMenuAliasId": "a", "data": "d"}),
        "messages[0].quickReply.items[0].action.type",
    ),
    "no data": (quick({"type": "postback", "label": "あ"}), "messages[0].quickReply.items[0].action.data"),
    "long data": (quick(postback(data="a" * 301)), "messages[0].quickReply.items[0].action.data"),
    "two posted texts": (quick(postback(displayText="あ", text="あ")), "messages[0].quickReply.items[0].action.text"),
    "text to fill in nowhere": (quick(postback(fillInText="あ")), "messages[0].quickReply.items[0].action.fillInText"),
    "long message": (quick(message(text="あ" * 301)), "messages[0].quickReply.items[0].action.text"),
    "javascript": (quick(link("javascript:alert(1)")), "messages[0].quickReply.items[0].action.uri"),
    "bare Japanese in a link": (quick(link("https://example.com/集い")), "messages[0].quickReply.items[0].action.uri"),
    "long link": (quick(link("https://example.com/" + "a" * 981)), "messages[0].quickReply.items[0].action.uri"),
    "desktop link in a quick reply": (
        quick(link(PICTURE, altUri={"desktop": PICTURE})),
        "messages[0].quickReply.items[0].action.altUri",
    ),
    "no mode": (quick({**picker(), "mode": None}), "messages[0].quickReply.items[0].action.mode"),
    "time for a date": (quick(picker(initial="19:00")), "messages[0].quickReply.items[0].action.initial"),
    "impossible date": (quick(picker(initial="2026-02-30")), "messages[0].quickReply.items[0].action.initial"),
    "date before 1900": (quick(picker(min="1899-12-31")), "messages[0].quickReply.items[0].action.min"),
    "dates upside down": (
        quick(picker(min="2026-02-02", max="2026-02-01")),
        "messages[0].quickReply.items[0].action.initial",
    ),
    "empty span of dates": (
        quick(picker(min="2026-02-02", max="2026-02-02")),
        "messages[0].quickReply.items[0].action.min",
    ),
    "unpaired brace": (v2("a { b"), "messages[0].text"),
    "closing brace": (v2("a } b"), "messages[0].text"),
    "undefined key": (v2("{who}"), "messages[0].text"),
    "key with a dash": (v2("{a-b}"), "messages[0].text"),
    "21 mentions": (v2("{a}" * 21, a=mention()), "messages[0].substitution"),
    "mention of a name": (v2("{a}", a=mention("けんじ")), "messages[0].substitution.a.mentionee.userId"),
    "foreign sticker": ({"type": "sticker", "packageId": "1", "stickerId": "1"}, "messages[0].packageId"),
    "image without preview": ({"type": "image", "originalContentUrl": PICTURE}, "messages[0].previewImageUrl"),
    "quote token on an image": (
        {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "quoteToken": "q"},
        "messages[0].quoteToken",
    ),
    "audio without length": ({"type": "audio", "originalContentUrl": PICTURE}, "messages[0].duration"),
    "latitude 91": (
        {"type": "location", "title": "あ", "address": "い", "latitude": 91, "longitude": 0},
        "messages[0].latitude",
    ),
    "five buttons": (template("buttons", text="あ", actions=[postback()] * 5), "messages[0].template.actions"),
    "buttons of 161": (template("buttons", text="あ" * 161, actions=[postback()]), "messages[0].template.text"),
    "61 beside a title": (
        template("buttons", title="あ", text="あ" * 61, actions=[postback()]),
        "messages[0].template.text",
    ),
    "61 beside a picture in a column": (
        template("carousel", columns=[column(thumbnailImageUrl=PICTURE, text="あ" * 61)]),
        "messages[0].template.columns[0].text",
    ),
    "confirm with one": (template("confirm", text="あ", actions=[postback()]), "messages[0].template.actions"),
    "uneven columns": (
        template("carousel", columns=[column(2), column(1)]),
        "messages[0].template.columns[1].actions",
    ),
    "title in one column": (
        template("carousel", columns=[column(title="あ"), column()]),
        "messages[0].template.columns[1].title",
    ),
    "eleven columns": (template("carousel", columns=[column()] * 11), "messages[0].template.columns"),
    "image label of 13": (
        template("image_carousel", columns=[{"imageUrl": PICTURE, "action": postback(label="あ" * 13)}]),
        "messages[0].template.columns[0].action.label",
    ),
    "no alt text": ({"type": "flex", "contents": bubble({"type": "text", "text": "あ"})}, "messages[0].altText"),
    "alt text of 1,501": (flex(bubble({"type": "text", "text": "あ"}), alt="あ" * 1501), "messages[0].altText"),
    "empty bubble": (flex({"type": "bubble"}), "/"),
    "unknown component": (card({"type": "table"}), "/body/contents/0/type"),
    "misspelt property": (card({"type": "text", "text": "あ", "sizee": "xl"}), "/body/contents/0/sizee"),
    "empty Flex text": (card({"type": "text", "text": ""}), "/body/contents/0/text"),
    "text without words": (card({"type": "text"}), "/body/contents/0/text"),
    "red": (card({"type": "text", "text": "あ", "color": "red"}), "/body/contents/0/color"),
    "huge": (card({"type": "text", "text": "あ", "size": "huge"}), "/body/contents/0/size"),
    "bare number": (card({"type": "separator", "margin": "4"}), "/body/contents/0/margin"),
    "diagonal": (card({"type": "box", "layout": "diagonal", "contents": []}), "/body/contents/0/layout"),
    "box without contents": (card({"type": "box", "layout": "vertical"}), "/body/contents/0/contents"),
    "icon in a vertical box": (card({"type": "icon", "url": PICTURE}), "/body/contents/0/type"),
    "button in a baseline box": (
        card({"type": "box", "layout": "baseline", "contents": [{"type": "button", "action": postback()}]}),
        "/body/contents/0/contents/0/type",
    ),
    "button without label": (
        card({"type": "button", "action": {"type": "postback", "data": "d"}}),
        "/body/contents/0/action/label",
    ),
    "button of 41": (card({"type": "button", "action": postback(label="あ" * 41)}), "/body/contents/0/action/label"),
    "http picture": (card({"type": "image", "url": "http://example.com/a.png"}), "/body/contents/0/url"),
    "wide ratio": (card({"type": "image", "url": PICTURE, "aspectRatio": "wide"}), "/body/contents/0/aspectRatio"),
    "camera in a card": (
        card({"type": "button", "action": {"type": "camera", "label": "撮る"}}),
        "/body/contents/0/action/type",
    ),
    "unknown bubble size": (flex(bubble(size="tera")), "/size"),
    "video in a small bubble": (
        flex(
            {
                "type": "bubble",
                "size": "micro",
                "hero": {
                    "type": "video",
                    "url": PICTURE,
                    "previewUrl": PICTURE,
                    "altContent": {"type": "image", "url": PICTURE},
                },
            }
        ),
        "/hero",
    ),
    "13 bubbles": (flex({"type": "carousel", "contents": [bubble()] * 13}), "/contents"),
    "bubbles of two sizes": (
        flex({"type": "carousel", "contents": [bubble(size="kilo"), bubble(size="nano")]}),
        "/contents",
    ),
    "bubble of over 30 KB": (card({"type": "text", "text": "a" * 31_000}), "/"),
    "narrow imagemap": (
        {
            "type": "imagemap",
            "altText": "地図",
            "baseUrl": "https://example.com/map",
            "baseSize": {"width": 1000, "height": 1040},
            "actions": [{"type": "uri", "linkUri": PICTURE, "area": AREA}],
        },
        "messages[0].baseSize.width",
    ),
}


@pytest.mark.parametrize("good", GOOD.values(), ids=GOOD.keys())
def test_line_takes(good: JsonObject) -> None:
    assert check_messages([good]) == ()


@pytest.mark.parametrize(("bad", "place"), BAD.values(), ids=BAD.keys())
def test_line_refuses(bad: JsonObject, place: str) -> None:
    assert [problem.property for problem in check_messages([bad])] == [place]


@pytest.mark.parametrize("count", [0, 6])
def test_a_request_has_one_to_five_messages(count: int) -> None:
    assert [problem.property for problem in check_messages([words()] * count)] == ["messages"]


@pytest.mark.parametrize("not_a_list", [None, {}, "あ"])
def test_messages_are_a_list(not_a_list: object) -> None:
    assert [problem.property for problem in check_messages(not_a_list)] == ["messages"]


def test_a_card_nested_beyond_reason_is_refused() -> None:
    box: JsonObject = {"type": "box", "layout": "vertical", "contents": []}
    for _ in range(2000):
        box = {"type": "box", "layout": "vertical", "contents": [box]}

    assert check_messages([card(box)]) != ()


def test_a_carousel_may_take_fifty_kilobytes() -> None:
    def carousel(characters: int) -> JsonObject:
        return flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "a" * characters})] * 4})

    overhead = len(json.dumps(carousel(0)["contents"], separators=(",", ":")))
    fitting = (50 * 1024 - overhead) // 4
    assert check_messages([carousel(fitting)]) == ()
    assert check_messages([carousel(fitting + 1)]) != ()


def test_a_problem_inside_a_card_names_the_message_it_is_in() -> None:
    refusal = refusal_for(check_messages([words(), card({"type": "text", "text": ""})]))

    assert refusal.body() == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "must be non-empty text", "property": "/body/contents/0/text"}],
    }


def test_several_problems_are_all_named() -> None:
    refusal = refusal_for(check_messages([words(0), {"type": "text"}]))

    assert refusal.message == "The request body has 2 error(s)"
    assert [detail.property for detail in refusal.details] == ["messages[0].text", "messages[1].text"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("つどい", 3),
        ("か\u3099", 1),
        ("ｶﾞ", 1),
        ("e\u0301", 1),
        (FAMILY, 1),
        ("👍🏽", 1),
        ("❤️", 1),
        ("🏳️‍🌈", 1),
        ("🧑‍⚕️", 1),
        ("🇯🇵", 1),
        ("🇯🇵🇰🇷", 2),
        ("🇯🇵🇰", 2),
        ("1️⃣", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),
        ("a\r\nb", 3),
        ("\na", 2),
        ("🍎🍎", 2),
    ],
)
def test_graphemes_are_what_a_reader_calls_a_character(text: str, count: int) -> None:
    assert grapheme_count(text) == count


@pytest.mark.parametrize(("text", "length"), [("あ", 1), ("🍎", 2), ("か\u3099", 2), (FAMILY, 11)])
def test_text_is_counted_in_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length
