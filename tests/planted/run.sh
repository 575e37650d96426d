#!/usr/bin/env bash
# Plants each break of this folder in a copy of the sources, one at a time, and expects the test that it names to turn red.
# A test that stays green under a planted break proves nothing. Ends with "N planted, N turned red".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - --ignore-failed-read | tar -xf - -C "$copy"
tests=$copy/tests/Waymark.Core.Tests
patches=(tests/planted/*.patch)

build() { dotnet build "$tests" -c Release -nologo -v quiet >"$copy/build.log" 2>&1 || { cat "$copy/build.log"; echo "error: $1 doesn't build"; exit 1; }; }
green() { "$tests/bin/Release/net10.0/Waymark.Core.Tests" -noLogo -noColor -method "$1" >"$copy/run.log" 2>&1; }
named() { sed -n 's/^Turns red: //p' "$1"; }

build "what is here"
for patch in "${patches[@]}"; do
    green "$(named "$patch")" || { cat "$copy/run.log"; echo "error: $(named "$patch") is red before anything is planted"; exit 1; }
    grep -q 'Total: [1-9]' "$copy/run.log" || { echo "error: there is no test $(named "$patch")"; exit 1; }
done

red=0
for patch in "${patches[@]}"; do
    (cd "$copy" && git apply --whitespace=nowarn "$OLDPWD/$patch") || { echo "error: $patch no longer fits: make it again"; exit 1; }
    build "$patch"
    if green "$(named "$patch")"; then echo "STILL GREEN  $patch"; else red=$((red + 1)); echo "red          $(basename "$patch" .patch)"; fi
    (cd "$copy" && git apply --reverse --whitespace=nowarn "$OLDPWD/$patch")
done
echo "${#patches[@]} planted, $red turned red"
[ "$red" = "${#patches[@]}" ]
