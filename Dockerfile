# The bot in a container: `docker build -t tsudoi .`; how to run it stands in README.md.

FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt
COPY bot bot
COPY handlers handlers
COPY storage storage
# Texts and byte code are made here, because the user below may not write beside the program.
RUN /venv/bin/pybabel --quiet compile --domain tsudoi --directory bot/locales \
    && /venv/bin/python -m compileall -q bot handlers storage

FROM python:3.11-slim
RUN groupadd --system --gid 10001 tsudoi \
    && useradd --system --uid 10001 --gid tsudoi --home-dir /data --shell /usr/sbin/nologin tsudoi \
    && install --directory --owner tsudoi --group tsudoi --mode 0700 /data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/tsudoi.db
USER 10001:10001
VOLUME /data
EXPOSE 8000
# An answer of 503 raises here, and so does none.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '8000') + '/health', timeout=4)"]
CMD ["python", "-m", "bot", "serve"]
