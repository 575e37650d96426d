#!/usr/bin/env bash
# Weakens each check of access that weakenings.tsv names, one at a time, and expects a test to notice: the policy's oracle, a column of the
# access matrix, or another. All are built in at once in a copy of the sources, each behind a switch that the run turns.
# Ends with "N weakened, N noticed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
unset WAYMARK_LONG
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - --ignore-failed-read | tar -xf - -C "$copy"
here=tests/weakened
cp $here/Weakened.cs "$copy/src/Waymark.Core/Access/"
for project in Core App; do
    cp $here/WeakenedRun.cs "$copy/tests/Waymark.$project.Tests/"
    cp "$here/Noticed$project.cs" "$copy/tests/Waymark.$project.Tests/Noticed.cs"
done
tail -n +2 $here/weakenings.tsv | while IFS=$'\t' read -r check file there put by; do
    THERE=$there PUT=${put//WEAK/Waymark.Core.Access.Weakened.Is(\"$check\")} awk -v RS='\001' '
        BEGIN { there = ENVIRON["THERE"]; put = ENVIRON["PUT"] }
        { at = index($0, there); if (!at) exit 1; printf "%s%s%s", substr($0, 1, at - 1), put, substr($0, at + length(there)) }' "$copy/$file" >"$copy/next" ||
        { echo "error: '$check' no longer fits $file: make it again"; exit 1; }
    mv "$copy/next" "$copy/$file"
done
WAYMARK_WEAKENED=$(tail -n +2 $here/weakenings.tsv)
export WAYMARK_WEAKENED
for project in Core App; do
    dotnet build "$copy/tests/Waymark.$project.Tests" -c Release -nologo -v quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$copy/build.log" 2>&1 || { cat "$copy/build.log"; echo "error: the weakened copy doesn't build"; exit 1; }
    "$copy/tests/Waymark.$project.Tests/bin/Release/net10.0/Waymark.$project.Tests" -noLogo -noColor -method '*WeakenedRun.Each_weakened_check_is_noticed' >"$copy/$project.log" 2>&1 || true
    grep -E '^ *(red  |STILL GREEN|RED ALREADY)' "$copy/$project.log" || { cat "$copy/$project.log"; exit 1; }
done
all=$(tail -n +2 $here/weakenings.tsv | wc -l)
noticed=$(cat "$copy"/Core.log "$copy"/App.log | grep -cE '^ *red  ' || true)
echo "$all weakened, $noticed noticed"
[ "$all" = "$noticed" ]
