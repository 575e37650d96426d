# Which requirements the last run covered. Reads docs/requirements.tsv (id, title, test, level, note), then, with RS="<", the XML of the runs.
# A requirement counts when a test whose name begins with its ID passed on both databases, or once where its level is "engine",
# and none of its tests failed. "S0-038 S0-061 …" serves both; more than four would say little about each.

BEGIN { FS = "\t" }

FILENAME ~ /\.tsv$/ { if (FNR > 1 && $1 != "") { order[++total] = $1; title[$1] = $2; level[$1] = $4 } next }
/^test / { read_test(attribute("name"), attribute("result")) }

function attribute(key,    from) {
    if (!match($0, " " key "=\"[^\"]*\"")) return ""
    from = RSTART + length(key) + 3
    return substr($0, from, RLENGTH - length(key) - 4)
}

function read_test(name, result,    words, i, n, served) {
    n = split(name, words, /[ ,:]+/)
    for (i = 1; i <= n && words[i] ~ /^[A-Z]+[0-9]*-[0-9]+$/; i++) {
        served++
        if (!(words[i] in title)) { unknown[words[i]] = name; continue }
        if (result == "Pass") passed[words[i], database(name)] = 1
        else if (result == "Fail") broken[words[i]] = name
        seen[words[i]] = 1
    }
    if (served > 4) crowded[name] = served
}

function database(name) { return name ~ /\[sqlite/ ? "sqlite" : name ~ /\[postgresql/ ? "postgresql" : "" }

function covered(id) {
    if (id in broken) return 0
    if (passed[id, "sqlite"] && passed[id, "postgresql"]) return 1
    return level[id] == "engine" && (passed[id, ""] || passed[id, "sqlite"] || passed[id, "postgresql"])
}

function why(id) {
    if (id in broken) return "a test of it failed"
    if (!(id in seen)) return "no test"
    return "not on both databases"
}

END {
    for (i = 1; i <= total; i++) {
        id = order[i]
        if (covered(id)) { done++; continue }
        printf "  %-8s %s (%s)\n", id, title[id], why(id)
    }
    for (name in crowded) { printf "  serves %d requirements, at most four: %s\n", crowded[name], name; bad = 1 }
    for (id in unknown) { printf "  %s is not in docs/requirements.tsv: %s\n", id, unknown[id]; bad = 1 }
    printf "%d of %d requirements covered\n", done, total
    if (bad) exit 1
    if (strict && done < total) exit 3
}
