# Onrecord in a container: the seeds inside, built indexes in a volume, no network needed to answer.
#
#   docker build -t onrecord .
#   docker run --rm onrecord ask "who mediated?"
#   docker run --rm -it -v "$PWD/articles:/corpus:ro" -v onrecord-data:/data -e ONRECORD_CORPUS=/corpus onrecord console

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/onrecord
COPY requirements.lock ./
RUN /opt/onrecord/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY index ./index
RUN /opt/onrecord/bin/pip install --no-deps .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin onrecord \
    && install -d -o onrecord -g onrecord /data
COPY --from=build /opt/onrecord /opt/onrecord
COPY seeds /srv/onrecord/seeds
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    ONRECORD_CORPUS=/srv/onrecord/seeds \
    ONRECORD_DATA=/data
WORKDIR /srv/onrecord
VOLUME /data
USER onrecord
ENTRYPOINT ["onrecord"]
CMD ["--help"]
