"""Forms: one question at a time in the private chat, with quick replies, a way back, and a pause of two days.

A feature declares a `Form`, lists it with `router.form(...)`, and starts it with `begin` from a command:

    INTRO = Form(name="newcomers.intro", questions=intro_questions, finish=finish_intro)

`questions(ctx)` gives `Question`s with their kind: `FreeText`, `Choice`, `Several` or `YesNo`; `finish(ctx, given)` is
called once, with all the answers, and returns what to say. Nothing of a form outlives it.
"""

from bot.forms.questions import Choice, FreeText, Given, Option, Question, Several, Value, YesNo
from bot.forms.running import Form, begin, is_in_the_middle

__all__ = [
    "Choice",
    "Form",
    "FreeText",
    "Given",
    "Option",
    "Question",
    "Several",
    "Value",
    "YesNo",
    "begin",
    "is_in_the_middle",
]
