"""The peer: an echo bot on FastAPI, written the way line-bot-sdk documents it.

Everything happens in the request: the SDK parses and checks the signature, and one `reply_message` per event is awaited
before LINE gets its 200. Nothing is stored, so an event is handled when the request is answered.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request, Response
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, Configuration, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])
configuration = Configuration(
    access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"],
    host=os.environ["LINE_API_URL"],
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold one client for the life of the process."""
    async with AsyncApiClient(configuration) as client:
        app.state.line = AsyncMessagingApi(client)
        yield


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.get("/health")
async def health() -> Response:
    """Say that the process is ready."""
    return Response()


@app.post("/webhook")
async def webhook(request: Request) -> str:
    """Say every text back, one call to LINE after the other, then answer."""
    signature = request.headers["X-Line-Signature"]
    body = (await request.body()).decode()
    try:
        events = parser.parse(body, signature)
    except InvalidSignatureError:
        raise HTTPException(status_code=400, detail="Invalid signature") from None
    for event in events:
        if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
            await request.app.state.line.reply_message(
                ReplyMessageRequest(replyToken=event.reply_token, messages=[TextMessage(text=event.message.text)])
            )
    return "OK"
