#!/usr/bin/env bash
# All that is done with Waymark from a checkout. `./do` alone lists it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
results=artifacts/results

usage() {
    cat <<'TEXT'
./do run [--port N] [--data DIR]   serve the demonstration (made on the first start)
./do test [--seed N] [--only WORD] run every test, or those whose full name holds WORD
./do check                         all of what is checked before a change is taken
./do long [--seed N]               the tests at their full counts; writes docs/tested.md
./do bench                         the benchmarks, beside their peers
./do sizes                         the longest files and functions, and the house limits
./do requirements [--strict]       which requirements the last full run covered
./do licences                      the licence of every package in use
./do assets [--check]              build the styles and scripts again, or check that they rebuild the same
./do waymark VERB…                 the program itself
TEXT
}

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# --- The program -----------------------------------------------------------------------------------------------------

# Every source by name: a file that was added or removed changes the list, one that was edited is newer than the stamp.
sources() { find src Directory.*.props global.json BannedSymbols.txt \( -name bin -o -name obj \) -prune -o -type f "$@" -print | sort; }

built() {
    [ -x artifacts/app/waymark ] && [ -f artifacts/app.stamp ] && cmp -s artifacts/app.stamp <(sources) &&
        [ -z "$(sources -newer artifacts/app.stamp)" ]
}

# The program as it is shipped, in artifacts/app. One build at a time; a second one waits, and finds it done.
build_app() {
    built && return
    mkdir -p artifacts
    exec 9>artifacts/app.lock
    flock 9
    if ! built; then
        need_dotnet
        say "Building Waymark (a source is newer than the program) …" >&2
        sources >artifacts/app.stamp.next
        dotnet publish src/Waymark.App -c Release -o artifacts/app -nologo -v quiet >&2 9>&- || fail "the build failed"
        mv artifacts/app.stamp.next artifacts/app.stamp
    fi
    exec 9>&-
}

waymark() {
    build_app
    exec artifacts/app/waymark "$@"
}

run() {
    local port=5080 data=data
    while [ $# -gt 0 ]; do
        case $1 in
            --port) port=${2:?--port needs a number}; shift 2 ;;
            --data) data=${2:?--data needs a folder}; shift 2 ;;
            *) fail "./do run knows --port N and --data DIR, not '$1'" ;;
        esac
    done
    build_app
    if [ -z "$(ls -A "$data" 2>/dev/null)" ]; then
        say "Making the demonstration in $data: invented children, workers and concerns …"
        artifacts/app/waymark demo --data "$data"
    else
        say "Using the demonstration in $data (delete the folder to begin again)."
    fi
    say "Serving it at http://localhost:$port/ – stop with Ctrl+C."
    exec artifacts/app/waymark serve --data "$data" --port "$port"
}

# --- What is needed --------------------------------------------------------------------------------------------------

need_dotnet() {
    command -v dotnet >/dev/null || fail ".NET's SDK 10 is not here: see https://dotnet.microsoft.com/download/dotnet/10.0"
    icu_here || install_packages "the program needs" "$(icu_package)"
    dotnet --version >/dev/null || fail "this .NET SDK does not satisfy global.json: see https://dotnet.microsoft.com/download/dotnet/10.0"
}

postgres_here() { [ -n "${WAYMARK_POSTGRES_BIN:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
mail_here() { /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; }
clamd_here() { [ -x /usr/sbin/clamd ] || command -v clamd >/dev/null; }
chromium_here() { [ -n "${WAYMARK_CHROMIUM:-}" ] || [ -x /usr/bin/chromium ]; }

# Unicode's rules for text; .NET finds them on the machine.
icu_here() { ! command -v ldconfig >/dev/null || ldconfig -p | grep -q libicuuc; }
icu_package() { apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk '{ print $1 }' | sort -V | tail -n 1 | grep . || echo libicu72; }

need_servers_and_browser() {
    local missing=()
    postgres_here || missing+=(postgresql)
    mail_here || missing+=(python3-aiosmtpd)
    clamd_here || missing+=(clamav-daemon)
    chromium_here || missing+=(chromium fonts-liberation)
    [ ${#missing[@]} -eq 0 ] || install_packages "the tests need" "${missing[@]}"
}

install_packages() {
    local why=$1 install="apt-get install -y --no-install-recommends ${*:2}"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        fail "$why ${*:2}. Type: sudo $install (tests also take WAYMARK_POSTGRES_BIN and WAYMARK_CHROMIUM)"
    say "Installing ${*:2}, which $why …"
    mkdir -p artifacts
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && $install; } </dev/null >artifacts/install.log 2>&1 || fail "that failed: see artifacts/install.log"
}

build_all() {
    say "Building everything …"
    dotnet build Waymark.slnx -c Release -nologo -v quiet || fail "the build failed"
}

# --- Tests -----------------------------------------------------------------------------------------------------------

test_all() {
    local seed=${WAYMARK_SEED:-} only=
    while [ $# -gt 0 ]; do
        case $1 in
            --seed) seed=${2:?--seed needs a number}; shift 2 ;;
            --only) only=${2:?--only needs a word}; shift 2 ;;
            *) fail "./do test knows --seed N and --only WORD, not '$1'" ;;
        esac
    done
    mkdir -p artifacts
    need_dotnet
    need_servers_and_browser
    build_all
    export WAYMARK_SEED=${seed:-$((RANDOM * 32768 + RANDOM))}
    say "Seed $WAYMARK_SEED (./do test --seed $WAYMARK_SEED runs the same again)."
    run_projects "$only"
}

# Each test project is a program; run so, it starts seconds sooner than through a host, and leaves an XML of every test.
run_projects() {
    local only=$1 into=$results project name failed=0
    [ -n "$only" ] && into=artifacts/results-only
    rm -rf "$into" && mkdir -p "$into"
    for project in tests/*/*.csproj; do
        name=$(basename "$project" .csproj)
        say "Running $name …"
        "tests/$name/bin/Release/net10.0/$name" ":$WAYMARK_SEED" -noLogo -noColor -reporter quiet \
            ${only:+-method "*$only*"} -xml "$into/$name.xml" </dev/null >"$into/$name.log" 2>&1 || failed=1
        [ -s "$into/$name.xml" ] || { tail -n 20 "$into/$name.log"; say "$name ended without its results: it crashed."; failed=1; }
    done
    # What the tested servers logged stays in the files: the tests that failed stand last, where they are looked for.
    grep -hv '^[a-z]*: ' "$into"/*.log | cut -c1-600 || true
    sum_up "$into" || failed=1
    return $failed
}

# The last line of a run: "N passed, N failed, N skipped". No test at all is a failure too.
sum_up() {
    cat "$1"/*.xml 2>/dev/null | awk '
        BEGIN { RS = "<" }
        /^assembly / { for (i = 1; i <= NF; i++) if (split($i, part, "\"") > 2) count[part[1]] += part[2] }
        END {
            failed = count["failed="] + count["errors="]
            printf "%d passed, %d failed, %d skipped\n", count["passed="], failed, count["skipped="]
            exit failed > 0 || count["passed="] == 0
        }'
}

long() {
    export WAYMARK_LONG=1
    mkdir -p artifacts
    rm -f artifacts/counts.tsv
    local began=$SECONDS
    test_all "$@" | tee artifacts/long.log
    step "Planted breaks: each must turn its test red"; tests/planted/run.sh
    step "Weakened checks of access: each must be noticed"; tests/weakened/run.sh
    tested "$((SECONDS - began))" >docs/tested.md
    say "Wrote docs/tested.md."
}

tested() {
    local commit; commit=$(git rev-parse --short=12 HEAD)
    git diff --quiet HEAD -- src tests packs || commit="$commit, with changes not yet committed"
    cat <<TEXT
# Tested at full counts

Written by \`./do long\` when every test had passed.

| | |
|---|---|
| Day | $(date -u +%F) |
| Commit | $commit |
| Seed | $(sed -n 's/^Seed \([0-9]*\).*/\1/p' artifacts/long.log) |
| Result | $(tail -1 artifacts/long.log) |
| Time | $(($1 / 60)) minutes on $(nproc) processors |

| What was tried | Times | Seed |
|---|--:|--:|
$([ -f artifacts/counts.tsv ] && sort artifacts/counts.tsv | awk -F'\t' '{ printf "| %s | %s | %s |\n", $1, $2, $3 }')
TEXT
}

# --- Checks ----------------------------------------------------------------------------------------------------------

check() {
    local began=$SECONDS
    mkdir -p artifacts
    need_dotnet
    step "Words: the repository speaks of the product alone"; words
    step "Licences"; dotnet restore Waymark.slnx -v quiet; licences
    step "Format"; format
    step "Assets"; assets --check
    step "Tests"; test_all
    step "Requirements"; requirements
    step "Sizes"; sizes
    step "Checked in $(((SECONDS - began) / 60)) minutes $(((SECONDS - began) % 60)) seconds: all well"
}

format() {
    dotnet format whitespace . --folder --include src/ tests/ bench/ --verify-no-changes --verbosity quiet || fail "to mend it: dotnet format whitespace . --folder"
    say "Every source is laid out as .editorconfig says; the build holds them to its style rules."
}

# No path of anybody's machine, and no place but the public registry in a lock file.
words() {
    local found; local here; here=$(pwd)
    found=$(git grep -nIE "(^|[^A-Za-z0-9_.~/-])/(home|root|tmp|Users|mnt)/[A-Za-z0-9]|[A-Z]:\\\\Users" -- . ':!do' || true)
    found+=$(git grep -nIF "$here/" -- . || true)
    found+=$(git ls-files -- '*package-lock.json' | xargs -r grep -nE '"resolved": "' | grep -v '"https://registry\.npmjs\.org/' || true)
    [ -z "$found" ] || { say "$found"; fail "these lines name a place on one machine"; }
    say "No file names a place on one machine."
}

assets() {
    if [ -x assets/build.sh ]; then assets/build.sh "$@"; else say "There are no built assets yet."; fi
}

bench() { bash bench/run.sh "$@"; }

licences() { bash .ci/licences; }

requirements() {
    ls $results/*.xml >/dev/null 2>&1 || fail "no full run to read: ./do test first"
    awk -f .ci/requirements.awk -v strict="$([ "${1:-}" = --strict ] && echo 1)" docs/requirements.tsv RS='<' $results/*.xml
}

sizes() { git ls-files --cached --others --exclude-standard -- 'src/*.cs' 'src/*.cshtml' 'tests/*.cs' 'bench/*.cs' | xargs awk -f .ci/sizes.awk; }

case ${1:-} in
    run) shift; run "$@" ;;
    test) shift; test_all "$@" ;;
    check) check ;;
    long) shift; long "$@" ;;
    bench) shift; bench "$@" ;;
    sizes) sizes ;;
    requirements) shift; requirements "$@" ;;
    licences) licences ;;
    assets) shift; assets "$@" ;;
    waymark) shift; waymark "$@" ;;
    '' | help | --help | -h) usage ;;
    *) usage >&2; fail "there is no './do $1'" ;;
esac
