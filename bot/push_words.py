"""The words of pushes: the price before, and what a host hears where one did not arrive."""

from collections.abc import Sequence

from bot.i18n import _, ngettext
from bot.line_api import Quota


def title() -> str:
    """Ask whether to push."""
    return _("Shall I push it?")


def yes() -> str:
    """Label the button that agrees to the price."""
    return _("Push it")


def offer_label() -> str:
    """Label the button that leads to the price."""
    return _("Push it (see the price)")


def price(who: str, cost: int) -> list[str]:
    """Say who gets it, and what it costs."""
    return [
        _("To: %(who)s", who=who),
        ngettext(
            "Price: %(count)d message of this account's month",
            "Price: %(count)d messages of this account's month",
            cost,
        ),
    ]


def left(quota: Quota | None) -> str:
    """Say how many messages are left this month, as far as LINE told."""
    if quota is None:
        return _("LINE did not tell me in time how many are left this month.")
    if quota.limit is None:
        return _("The account has no limit this month; used so far: %(used)d", used=quota.used)
    return _(
        "Left this month for the whole account: about %(left)d of %(limit)d",
        left=max(quota.limit - quota.used, 0),
        limit=quota.limit,
    )


def budget_left(left: int, budget: int) -> str:
    """Say how many messages the group may still use."""
    return _("Left this month for this group: %(left)d of %(budget)d", left=left, budget=budget)


def doubt() -> str:
    """Say that a push may reach nobody."""
    return _(
        "I do not know whether they have added me as a friend. If they have not, LINE shows it to nobody and bills "
        "nothing, and I cannot tell; so I do not count it as having arrived."
    )


def goes_free_first() -> str:
    """Say that a push is needed only because the person has not written."""
    return _("If they write to me in private first, it goes with that, free of charge.")


def agreed(cost: int) -> str:
    """Confirm that the push goes out."""
    return ngettext(
        "All right, I push it now. It costs %(count)d message.",
        "All right, I push it now. It costs %(count)d messages.",
        cost,
    )


def is_no_friend() -> str:
    """Say why no push is offered to somebody who cannot be reached by one."""
    return _(
        "A push would not reach them: they have not added me as a friend, or have blocked me, and LINE then shows it "
        "to nobody. It keeps waiting until they write to me in private."
    )


def waits_no_longer() -> str:
    """Say that there is nothing to push any more."""
    return _("It does not wait any more: it has gone another way, is being pushed already, or its time is over.")


def budget_is_spent(budget: int) -> str:
    """Say that the group has used what its operator allows."""
    if budget == 0:
        return _(
            "Whoever runs this account has not allowed pushes. It keeps waiting until they write to me in private."
        )
    return ngettext(
        "This group has used its %(count)d message of this month. It keeps waiting until they write to me in private.",
        "This group has used its %(count)d messages of this month. It keeps waiting until they write to me in private.",
        budget,
    )


def account_is_spent() -> str:
    """Say that LINE will not push any more this month."""
    return _("The account has used all its messages of this month. It keeps waiting until they write to me in private.")


def no_quota_left() -> str:
    """Tell the host who agreed that LINE took no more."""
    return _(
        "The push you agreed to did not go: LINE says that no more messages are left this month. Nothing was billed. "
        "The word waits again until the person writes to me in private."
    )


def line_was_away() -> str:
    """Tell the host who agreed that LINE could not be reached for a day."""
    return _(
        "The push you agreed to did not go: I could not reach LINE in time. Nothing was billed. "
        "If there is time left, the word waits until the person writes to me in private."
    )


def line_refused() -> str:
    """Tell the host who agreed that LINE does not take it."""
    return _(
        "The push you agreed to did not go: LINE does not take it for this person. Nothing was billed. "
        "Please tell them yourself, if you can."
    )


def nobody_knows() -> str:
    """Tell the host who agreed that LINE's answer was lost."""
    return _(
        "Of the push you agreed to nobody knows whether it arrived: LINE's answers were lost. "
        "So that nobody reads it twice, I do not say it again."
    )


def used_this_month(used: int, budget: int | None) -> Sequence[str]:
    """Say in a status how many billed messages the group has used; nothing where none were."""
    if budget is not None:
        return [_("Pushed this month: %(used)d of %(budget)d messages", used=used, budget=budget)]
    return (
        [ngettext("Pushed this month: %(count)d message", "Pushed this month: %(count)d messages", used)]
        if used
        else []
    )
