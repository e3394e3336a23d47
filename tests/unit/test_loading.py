"""The SDK is loaded in part, in a process of its own: other tests load all of it."""

import subprocess
import sys

LOADED_IN_PART = """
import sys
from bot.loading import load_connecting

load_connecting()
loaded = {name for name in sys.modules if name.startswith("linebot.")}
assert "linebot.v3.messaging.models.flex_bubble" in loaded, "what every answer is made of is there already"
assert "linebot.v3.messaging.models.video_message" not in loaded, "what nobody speaks is left out"
assert "linebot.api" not in loaded, "the retired version is left out"

from linebot.v3.messaging import Message, VideoMessage
import linebot.v3.messaging.models as models

assert VideoMessage.__module__ == "linebot.v3.messaging.models.video_message"
sticker = Message.from_dict({"type": "sticker", "packageId": "1", "stickerId": "2"})
assert type(sticker) is models.StickerMessage, "the SDK itself finds a name nobody has asked for before"
assert not hasattr(models, "NoSuchThing")
"""


def test_names_of_the_sdk_are_imported_when_they_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED_IN_PART], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
