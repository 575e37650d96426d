#!/usr/bin/env bash
# The benchmarks: publishes Waymark as it is shipped and an empty application beside it, measures both, and writes
# docs/performance.md. Words choose rows (due, play, finish, summary, start), which are then only printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./do waymark --version >/dev/null
dotnet publish bench/Empty -c Release -o artifacts/empty -nologo -v quiet
dotnet build bench/Waymark.Bench -c Release -nologo -v quiet
exec bench/Waymark.Bench/bin/Release/net10.0/Waymark.Bench "$@"
