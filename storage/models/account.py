"""Who the bot is on LINE, as LINE last said."""

from sqlmodel import Field, SQLModel


class BotAccount(SQLModel, table=True):
    """The official account's own id, basic id and name, so that a start need not wait for LINE; one row."""

    __tablename__ = "bot_account"

    id: int = Field(default=1, primary_key=True)
    user_id: str = Field(max_length=64)
    basic_id: str = Field(max_length=64)
    name: str
