# Python 3.11 is what requirements.lock was made for and the tests run on.
FROM python:3.11-slim AS build
RUN python -m venv /opt/quoth
WORKDIR /build
# First what seldom changes. Only wheels: nothing is compiled here, and what runs is what the hashes name. (What builds
# Quoth's own wheel below is not locked; nothing of it stays.)
# To be asked in other words and languages: --build-arg LOCK=requirements-meaning.lock
# To be searched by a Milvus server: --build-arg LOCK=requirements-milvus.lock
ARG LOCK=requirements.lock
COPY ${LOCK} .
RUN /opt/quoth/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes -r ${LOCK}
COPY pyproject.toml README.md LICENSE ./
COPY index index
COPY bot bot
RUN /opt/quoth/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps . \
    && /opt/quoth/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
COPY --from=build /opt/quoth /opt/quoth
ENV PATH=/opt/quoth/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    QUOTH_HEALTH_FILE=/tmp/quoth-health \
    QUOTH_DATABASE=/quoth/data/quoth.sqlite3 \
    XDG_CACHE_HOME=/quoth/data/cache
# A number, so that whoever runs the image can see that it is not root. It owns one folder, for what is kept of
# servers and what was read of a folder of essays.
RUN mkdir -p /quoth/data && chown 10001:10001 /quoth/data
USER 10001:10001
WORKDIR /quoth
VOLUME /quoth/data
# Quoth touches the file every ten seconds while it is connected.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["sh", "-c", "test -n \"$(find \"$QUOTH_HEALTH_FILE\" -mmin -0.5)\""]
CMD ["quoth", "serve"]
