# Two stages: the first makes the virtual environment, with the compiler that its image has; the
# second carries nothing but the environment and the reports. Build with `docker build -t youju .`; keep /data on a volume.
FROM python:3.13 AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/youju && /opt/youju/bin/pip install --require-hashes -r requirements/run.txt
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY LICENSES LICENSES
COPY bot bot
COPY retrieval retrieval
COPY config config
RUN /opt/youju/bin/pip install --no-deps .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home youju \
  && mkdir -p /data/corpus /data/state && chown -R youju /data/state
COPY --from=build /opt/youju /opt/youju
COPY --chown=root:root seeds /data/corpus
ENV PATH=/opt/youju/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    YOUJU_CORPUS_DIR=/data/corpus \
    YOUJU_STATE_DIR=/data/state \
    YOUJU_HTTP_LISTEN=127.0.0.1:8080
WORKDIR /data
USER 10001
VOLUME ["/data/state"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz')"]
ENTRYPOINT ["youju"]
CMD ["run"]
