# Kompas in a container. Written without an engine at hand and not run yet: tell us what you find.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE CHANGELOG.md ./
COPY scripts scripts
COPY frontend frontend
COPY companies companies
COPY src src
# the front-end is built by the Node that this wheel brings; nothing of it stays in the last image
RUN pip install --no-cache-dir -r scripts/tools.txt \
    && python scripts/assets.py \
    && python -m venv /opt/kompas \
    && /opt/kompas/bin/pip install --no-cache-dir .

FROM python:3.13-slim
# an account without rights of its own; the data folder is all that it may write
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin kompas \
    && install -d -o kompas -g kompas -m 700 /data
COPY --from=build /opt/kompas /opt/kompas
ENV PATH=/opt/kompas/bin:$PATH KOMPAS_DATA_DIR=/data PYTHONUNBUFFERED=1
USER kompas
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
# the company folder is mounted at /company
CMD ["kompas", "serve", "/company", "--host", "0.0.0.0"]
