#!/usr/bin/env bash
# Builds src/Waymark.App/wwwroot/assets from what is here. What it makes is committed, so that Waymark builds without Node.
#   assets/build.sh           builds
#   assets/build.sh --check   builds beside, and fails when what is committed isn't the same to the byte
set -euo pipefail
cd "$(dirname "$0")"

committed=../src/Waymark.App/wwwroot/assets
notice='/*! Waymark (MIT). Built with govuk-frontend 6.6.0 (MIT), (c) 2017 Crown Copyright (Government Digital Service). */'
most=$((80 * 1024))
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

if [[ ! -d node_modules || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --ignore-scripts --silent
fi

node_modules/.bin/sass --no-source-map --load-path=node_modules --style=expanded styles/waymark.scss "$built/waymark.scss.css"
node_modules/.bin/esbuild "$built/waymark.scss.css" --minify --target=chrome111,firefox121,safari16.4 --banner:css="$notice" --legal-comments=none --log-level=warning --outfile="$built/waymark.css"
node_modules/.bin/esbuild scripts/waymark.js --bundle --minify --format=esm --target=es2022 --banner:js="$notice" --legal-comments=none --log-level=warning --outfile="$built/waymark.js"
rm "$built/waymark.scss.css"
cp images/*.svg "$built/"

# GOV.UK's typeface and crown are licensed to GOV.UK alone.
if grep -qiE 'GDS Transport|__crown|crown[.-]' "$built/waymark.css"; then
  echo "assets: waymark.css names GOV.UK's own typeface or marks" >&2
  exit 1
fi

size=0
for file in "$built"/*; do
  size=$((size + $(gzip -9 -c "$file" | wc -c)))
done
if ((size > most)); then
  echo "assets: $size bytes after gzip; at most $most" >&2
  exit 1
fi

if [[ "${1:-}" == "--check" ]]; then
  if ! diff -rq "$built" "$committed"; then
    echo "assets: what is committed isn't what the sources build; run assets/build.sh and commit" >&2
    exit 1
  fi
  echo "assets: as committed; $size bytes after gzip"
else
  mkdir -p "$committed"
  rm -rf "${committed:?}"/*
  cp "$built"/* "$committed/"
  echo "assets: built; $size bytes after gzip"
fi
