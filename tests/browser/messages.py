"""Message objects of every kind the page draws, and some that nobody should send."""

from typing import Any

Message = dict[str, Any]


def words(text: str, **more: Any) -> Message:
    """A text in a Flex box."""
    return {"type": "text", "text": text, "wrap": True, **more}


def box(layout: str, *contents: Message, **more: Any) -> Message:
    """A Flex box."""
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def flex(contents: Message, alt: str = "カード") -> Message:
    """A Flex message."""
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*body: Message, **more: Any) -> Message:
    """A bubble with these components in its body."""
    return {"type": "bubble", "body": box("vertical", *body, spacing="md"), **more}


def button(label: str, action: Message | None = None, **more: Any) -> Message:
    """A Flex button, which says its label unless it is given another action."""
    return {"type": "button", "action": action or {"type": "message", "label": label, "text": label}, **more}


def month(name: str, done: int) -> Message:
    """A bubble of the carousel: a month and how far it has come."""
    bar = box("vertical", width=f"{done}%", height="8px", backgroundColor="#1F8A55")
    return bubble(
        words(name, weight="bold", size="lg"),
        box("vertical", bar, backgroundColor="#E3E8EC", cornerRadius="4px", height="8px"),
        words(f"{done}%", size="xs", color="#667079", align="end"),
        size="micro",
        footer=box("vertical", button(f"{name}を見る", height="sm", style="secondary")),
    )


CAROUSEL = flex(
    {"type": "carousel", "contents": [month("十月", 90), month("十一月", 60), month("十二月", 10)]}, "三か月"
)
RICH_BUBBLE = flex(
    bubble(
        words("ようこそ", weight="bold", size="xl"),
        {
            "type": "text",
            "wrap": True,
            "contents": [
                {"type": "span", "text": "ルールは"},
                {"type": "span", "text": "三つ", "weight": "bold", "color": "#B3261E"},
                {"type": "span", "text": "だけです", "decoration": "underline"},
            ],
        },
        {"type": "separator", "margin": "lg"},
        box(
            "baseline",
            words("場所", color="#667079", flex=1, size="sm"),
            words("公民館 二階 会議室", flex=4, size="sm"),
            margin="lg",
        ),
        box("horizontal", button("はい", style="primary"), button("いいえ", style="secondary"), spacing="sm"),
        header=box("vertical", words("お知らせ", color="#FFFFFF", weight="bold"), backgroundColor="#27496D"),
        hero={
            "type": "box",
            "layout": "vertical",
            "contents": [words("土曜の会", color="#FFFFFF", align="center", size="xxl")],
            "paddingAll": "xxl",
            "background": {
                "type": "linearGradient",
                "angle": "90deg",
                "startColor": "#1F8A55",
                "endColor": "#7FB069",
            },
        },
        footer=box(
            "vertical", button("くわしく", {"type": "uri", "label": "くわしく", "uri": "https://example.com/a"})
        ),
    ),
    "ようこそ",
)
UNSUPPORTED = flex(bubble(words("上"), {"type": "hologram", "text": "x"}, words("下")), "新しい部品")
HOSTILE = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>'
HOSTILE_CARD = flex(
    bubble(
        words(HOSTILE, color="red;background:url(javascript:alert(1))", size="expression(1)"),
        button(
            "ほしい",
            {"type": "uri", "label": "ほしい", "uri": "javascript:document.title='broken'"},
            color="#12",
        ),
    ),
    HOSTILE,
)
BUTTONS = {
    "type": "template",
    "altText": "選んでください",
    "template": {
        "type": "buttons",
        "title": "忘年会",
        "text": "どうしますか",
        "actions": [
            {"type": "postback", "label": "行く", "data": "go", "displayText": "行きます"},
            {
                "type": "datetimepicker",
                "label": "日を選ぶ",
                "data": "day",
                "mode": "date",
                "min": "2026-12-01",
                "max": "2026-12-31",
            },
            {"type": "clipboard", "label": "合言葉", "clipboardText": "ひらけごま"},
            {"type": "uri", "label": "地図", "uri": "https://example.com/map"},
        ],
    },
}
CONFIRM = {
    "type": "template",
    "altText": "よろしいですか",
    "template": {
        "type": "confirm",
        "text": "消してよろしいですか",
        "actions": [{"type": "message", "label": name, "text": name} for name in ("はい", "いいえ")],
    },
}
QUICK = {
    "type": "text",
    "text": "どれにしますか",
    "quickReply": {
        "items": [
            {"type": "action", "action": {"type": "message", "label": name, "text": f"{name}にします"}}
            for name in ("お茶", "コーヒー")
        ]
    },
}
STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
AS_SOMEBODY = {"type": "text", "text": "司会からです", "sender": {"name": "司会"}}
LOCATION = {"type": "location", "title": "公民館", "address": "中央区1-2-3", "latitude": 35.0, "longitude": 139.0}
EVERYTHING = [RICH_BUBBLE, CAROUSEL, UNSUPPORTED, BUTTONS, CONFIRM, STICKER, AS_SOMEBODY, LOCATION, QUICK]
