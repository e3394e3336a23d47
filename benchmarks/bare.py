"""The limit: a FastAPI endpoint that reads the body and answers, and does nothing else."""

from fastapi import FastAPI, Request, Response

app = FastAPI(openapi_url=None)


@app.get("/health")
async def health() -> Response:
    """Say that the process is ready."""
    return Response()


@app.post("/webhook")
async def webhook(request: Request) -> Response:
    """Read the body and answer as Tsudoi does: 200, empty."""
    await request.body()
    return Response()
