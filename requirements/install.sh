#!/usr/bin/env bash
# Installs locks into .venv: `requirements/install.sh run.txt [test.txt …]`.
# Needs python3 (3.11 or newer) with pip; everything lands inside the project folder.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if [ ! -x .tools/bin/uv ]; then
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --root-user-action=ignore --require-hashes --target .tools -r requirements/uv.txt
fi

# uv does not read pip's configuration: hand the index and the certificate on.
pip_setting() { "$python" -m pip config get "$1" 2>/dev/null || true; }
index=${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-${PIP_INDEX_URL:-$(pip_setting global.index-url)}}}
if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
certificate=${SSL_CERT_FILE:-${PIP_CERT:-$(pip_setting global.cert)}}
if [ -n "$certificate" ]; then export SSL_CERT_FILE="$certificate"; fi
export UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$PWD/.venv"

if [ ! -x .venv/bin/python ]; then
    .tools/bin/uv venv --quiet --python "$(command -v "$python")" .venv
fi
for lock in "$@"; do
    .tools/bin/uv pip install --quiet --require-hashes -r "requirements/$lock"
done
if [ ! -x .venv/bin/kerong ]; then
    .tools/bin/uv pip install --quiet --require-hashes -r requirements/build.txt
    .tools/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
fi
