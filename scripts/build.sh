#!/usr/bin/env bash
# Production build into dist/; the Dockerfile and CI run this same script after `npm ci`.
set -euo pipefail
cd "$(dirname "$0")/.."

node scripts/generate.mjs
rm -rf dist
npx tsc -p tsconfig.build.json
# The chat page is served as files, as it is.
mkdir -p dist/sandbox
cp -R src/sandbox/public dist/sandbox/public
# Whatever else lies beside the sources and is read at run time.
(cd src && find . -type f \( -name '*.md' -o -name '*.json' -o -name '*.mjs' -o -name '*.csv' \) ! -path './sandbox/*' ! -name 'README.md' ! -name 'bootstrap.mjs' -print0 |
  while IFS= read -r -d '' file; do
    mkdir -p "../dist/$(dirname "$file")"
    cp "$file" "../dist/$file"
  done)
echo "built: dist/main.js"
