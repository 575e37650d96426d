# The longest files and functions, and what passes the house limits (STYLE.md, "Sizes"). It reads C# by its layout, which the
# format check holds: a member starts and ends at one indent. Printed for review, not a gate.

FNR == 1 { files[++fileCount] = FILENAME; inside = 0; type = "" }
{ lines[FILENAME]++ }
FILENAME !~ /\.cs$/ { next }

match($0, /(class|record|struct|interface) [A-Za-z0-9_]+/) && !inside { note_type() }
/^ *(\/\/|\*)/ { next }
# A block body's statements end with semicolons too: once it has opened, only its closing brace ends it.
inside { if ($0 == open_line) arrow = 0; if ($0 == close_line || $0 == close_line ";" || (arrow && /;$/)) end_function(); next }
/^ +[^ ].*\(/ && !/^[^(]* (=|class|record|struct|interface|delegate) / && !/^ *(if|for|foreach|while|switch|using|return|await|throw|lock|else|case|\[|\.|\?|:|=|"|\}|\))/ && !/^ *[a-z][A-Za-z0-9.]*\(/ { start_function() }

function note_type(    words) {
    split(substr($0, RSTART, RLENGTH), words, " ")
    type = words[2]
    if (words[1] == "interface") declared[type] = FILENAME
    else if ($0 !~ /record/) parameters(type)
    if (match($0, /: .*/)) { n = split(substr($0, RSTART + 2), bases, /[ ,<>(){;]+/); for (i = 1; i <= n; i++) implemented[bases[i]]++ }
}

function start_function(    spaces) {
    match($0, /^ */); spaces = substr($0, 1, RLENGTH)
    if (RLENGTH > 8) return
    if (!match($0, / [A-Za-z_][A-Za-z0-9_]*(<[A-Za-z0-9_, ]*>)?\(/)) return
    name = substr($0, RSTART + 1, RLENGTH - 2)
    if (name == type) parameters(name)
    from = FNR; where = FILENAME
    arrow = 1; inside = 1; open_line = spaces "{"; close_line = spaces "}"
    if (/;$/ || /\}$/) end_function()
}

function end_function() {
    inside = 0; count++
    size[count] = FNR - from + 1
    label[count] = sprintf("%s:%d %s", where, from, name)
}

function parameters(owner,    list, commas) {
    if (!match($0, /\(.*/)) return
    list = substr($0, RSTART + 1); sub(/\) *[:{;=].*/, "", list)
    while (gsub(/<[^<>]*>/, "", list)) ;
    commas = gsub(/,/, ",", list)
    if (commas >= 5) many[sprintf("%s: %s takes %d", FILENAME, owner, commas + 1)] = 1
}

function sort_down(values, n,    i, j, t) {
    for (i = 1; i <= n; i++) rank[i] = i
    for (gap = int(n / 2); gap > 0; gap = int(gap / 2))
        for (i = gap + 1; i <= n; i++) {
            t = rank[i]
            for (j = i; j > gap && values[rank[j - gap]] < values[t]; j -= gap) rank[j] = rank[j - gap]
            rank[j] = t
        }
}

function at(values, n, share) { return n ? values[rank[n - int((n - 1) * share)]] : 0 }

END {
    for (i = 1; i <= fileCount; i++) fileSize[i] = lines[files[i]]
    sort_down(fileSize, fileCount)
    printf "%d files: median %d lines (50), nine in ten within %d (150)\n", fileCount, at(fileSize, fileCount, 0.5), at(fileSize, fileCount, 0.9)
    print "The longest twenty files (400 at most, or a sentence in them that says why):"
    for (i = 1; i <= 20 && i <= fileCount; i++) printf "  %4d %s%s\n", fileSize[rank[i]], files[rank[i]], (fileSize[rank[i]] > 400 ? "  OVER" : "")
    sort_down(size, count)
    printf "%d functions: median %d lines (6), nine in ten within %d (20)\n", count, at(size, count, 0.5), at(size, count, 0.9)
    print "The longest twenty functions (60 at most):"
    for (i = 1; i <= 20 && i <= count; i++) printf "  %4d %s%s\n", size[rank[i]], label[rank[i]], (size[rank[i]] > 60 ? "  OVER" : "")
    print "Constructors of more than five:"
    for (each in many) print "  " each
    print "Interfaces with one implementation or none (each at an outside boundary):"
    for (each in declared) if (implemented[each] < 2) printf "  %s (%s)\n", each, declared[each]
}
