# One image for the ingestion job and the API.
FROM python:3.11-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 10001 kb
WORKDIR /app

RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0
COPY pyproject.toml README.md kb.py ./
COPY index_config index_config
COPY ingest ingest
COPY search_api search_api
COPY eval eval
RUN pip install --no-cache-dir --editable . && install -d -o kb -g kb /data

USER kb
ENV KB_DATA_DIR=/data
VOLUME /data
ENTRYPOINT ["kb"]
CMD ["serve", "--host", "0.0.0.0"]
