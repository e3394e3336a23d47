"""What hosts read about the questions at the door, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import SayButton, Text
from handlers.door.questions import MOST_OPTIONS, MOST_TEXT
from storage.models.door import QuestionKind
from storage.repositories.door import NewQuestion


def listed(questions: Sequence[NewQuestion]) -> Text:
    """List the questions with how each is answered, and how to change them."""
    return Text("\n\n".join([_list(questions), how_to_ask(), how_to_move()]))


def changed(questions: Sequence[NewQuestion]) -> Text:
    """List the questions after a change; whoever has just changed them has read how."""
    return Text(_list(questions), (questions_button(_("How to change them")),))


def questions_button(label: str) -> SayButton:
    """Make the button that shows the questions, and how to change them."""
    # Translators: a command; it must be one of the words for the questions at the door.
    return SayButton(label, _("/question"))


def how_to_ask() -> str:
    """Tell how questions are written."""
    return _(
        "To add one, write for example:\n"
        "– “/question add How did you hear of us?”\n"
        "– with a choice: “/question add Where do you live? choice: north/south”\n"
        "– yes or no: “/question add Do you like cats? (yes/no)”\n"
        "– the age: “/question add 18+”"
    )


def how_to_move() -> str:
    """Tell how questions are moved and taken away."""
    return _("“/question move 3 1” asks the third one first; “/question remove 2” takes the second away.")


def no_such_question(count: int) -> str:
    """Tell which numbers there are."""
    if not count:
        return _("People at the door are asked nothing yet.")
    return _("Please give a number from 1 to %(count)d.", count=count)


def too_many(most: int) -> str:
    """Tell how many questions there may be."""
    return _("There may be %(most)d questions at most: people should get to the end of them.", most=most)


def too_long() -> str:
    """Tell how long a question may be."""
    return _("A question may be %(most)d characters long. Nothing was changed.", most=MOST_TEXT)


def options_are_wrong() -> str:
    """Tell what options may be."""
    return _(
        "A choice has 2 to %(most)d different options with “/” between them, each at most 20 characters "
        "and not just a number. Nothing was changed.",
        most=MOST_OPTIONS,
    )


def option_is_a_command() -> str:
    """Tell that an option would be taken for a command."""
    return _("One of the options is a word I listen to myself. Please choose another word for it.")


def _list(questions: Sequence[NewQuestion]) -> str:
    lines = [_line(position, question) for position, question in enumerate(questions, start=1)]
    heading = _("People at the door are asked:") if lines else _("People at the door are asked nothing yet.")
    return "\n".join([heading, *lines])


def _line(position: int, question: NewQuestion) -> str:
    match question.kind:
        case QuestionKind.CHOICE:
            options = _(" / ").join(question.options)
            return _(
                "%(position)d. %(question)s (choice: %(options)s)",
                position=position,
                question=question.text,
                options=options,
            )
        case QuestionKind.YES_NO:
            return _("%(position)d. %(question)s (yes or no)", position=position, question=question.text)
        case QuestionKind.ADULT:
            return _("%(position)d. Eighteen years or older? (without a yes nobody gets further)", position=position)
        case QuestionKind.TEXT:
            return f"{position}. {question.text}"
