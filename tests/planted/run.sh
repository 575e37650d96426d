#!/usr/bin/env bash
# Plants each break of this folder in a copy of the sources, one at a time, and expects the test that it names to turn red.
# A test that stays green under a planted break proves nothing. Ends with "N planted, N turned red". Packs are read when a test
# runs, so that a break in one needs no build. Words: only the breaks whose names hold one of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
unset WAYMARK_LONG
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - --ignore-failed-read | tar -xf - -C "$copy"
tests=$copy/tests/Waymark.Core.Tests
patches=()
for patch in tests/planted/*.patch; do
    [ $# -eq 0 ] && patches+=("$patch")
    for word; do case $patch in *"$word"*) patches+=("$patch"); break ;; esac; done
done

build() { dotnet build "$tests" -c Release -nologo -v quiet >"$copy/build.log" 2>&1 || { cat "$copy/build.log"; echo "error: $1 doesn't build"; exit 1; }; }
green() { "$tests/bin/Release/net10.0/Waymark.Core.Tests" -noLogo -noColor -method "$1" >"$copy/run.log" 2>&1; }
named() { sed -n 's/^Turns red: //p' "$1"; }
in_pack() { ! grep -q '^+++ b/[^p]' "$1"; }
pack_first() { for patch; do if in_pack "$patch"; then echo "0 $patch"; else echo "1 $patch"; fi; done | sort | cut -d' ' -f2; }

build "what is here"
for name in $(for patch in "${patches[@]}"; do named "$patch"; done | sort -u); do
    green "$name" || { cat "$copy/run.log"; echo "error: $name is red before anything is planted"; exit 1; }
    grep -q 'Total: [1-9]' "$copy/run.log" || { echo "error: there is no test $name"; exit 1; }
done

red=0
for patch in $(pack_first "${patches[@]}"); do
    (cd "$copy" && git apply --unidiff-zero --whitespace=nowarn "$OLDPWD/$patch") || { echo "error: $patch no longer fits: make it again"; exit 1; }
    in_pack "$patch" || build "$patch"
    if green "$(named "$patch")"; then echo "STILL GREEN  $patch"; else red=$((red + 1)); echo "red          $(basename "$patch" .patch)"; fi
    (cd "$copy" && git apply --reverse --unidiff-zero --whitespace=nowarn "$OLDPWD/$patch")
done
echo "${#patches[@]} planted, $red turned red"
[ "$red" = "${#patches[@]}" ]
