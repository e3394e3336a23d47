"""What LINE accepts in an outgoing message, written down by hand and as strict as LINE.

`check_messages` is the door: it takes the `messages` array of a request as parsed JSON and raises nothing; it returns
the problems, each with the property LINE would name. Only the shape of messages is judged here. Whether a mentioned
person is in the group or a quote token belongs to the chat is known to the platform alone, just as LINE's own validate
endpoints do not look at it.
"""

from bot.simulator.rules.messages import check_messages, keys_in
from bot.simulator.rules.shapes import Problem, refusal_for

__all__ = ["Problem", "check_messages", "keys_in", "refusal_for"]
