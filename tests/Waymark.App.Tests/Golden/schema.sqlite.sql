CREATE TRIGGER absence_delete_counts AFTER DELETE ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER absence_insert_counts AFTER INSERT ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER absence_update_counts AFTER UPDATE ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TABLE absence (
    id      TEXT PRIMARY KEY,
    worker  TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    "from"  TEXT NOT NULL,
    "to"    TEXT,
    deputy  TEXT REFERENCES worker DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX absence_by_worker ON absence (worker);
CREATE TRIGGER access_reason_is_not_changed BEFORE UPDATE OF id, worker, child_id, given_at, reason, kind ON access_reason
    BEGIN SELECT RAISE(ABORT, 'Rows of access_reason are never changed'); END;
CREATE TABLE access_reason (
    id        TEXT PRIMARY KEY,
    worker    TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    child_id  TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    given_at  INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    reason    TEXT NOT NULL
, kind TEXT NOT NULL DEFAULT 'wider' CHECK (kind IN ('wider', 'emergency')), review_due TEXT, reviewed_at INTEGER, reviewed_by TEXT, result TEXT, review_note TEXT) STRICT;
CREATE INDEX access_reason_by_child ON access_reason (child_id);
CREATE INDEX access_reason_by_review ON access_reason (reviewed_at, given_at);
CREATE INDEX access_reason_by_worker ON access_reason (worker, child_id);
CREATE TABLE agreement (
    id           TEXT PRIMARY KEY,
    document_id  TEXT NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
    child_id     TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    worker       TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    need         TEXT NOT NULL,
    asked_at     INTEGER NOT NULL,
    answered_at  INTEGER,
    answered_by  TEXT,
    agreed       INTEGER,
    note         TEXT,
    until        INTEGER,
    used_at      INTEGER
) STRICT;
CREATE INDEX agreement_by_child ON agreement (child_id, answered_at);
CREATE INDEX agreement_by_worker ON agreement (worker, document_id);
CREATE TABLE allocation (
    id      TEXT PRIMARY KEY,
    child   TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    worker  TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    post    TEXT NOT NULL,
    "from"  TEXT NOT NULL,
    "to"    TEXT
) STRICT;
CREATE INDEX allocation_by_child ON allocation (child);
CREATE INDEX allocation_by_worker ON allocation (worker);
CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Rows of audit_entry are never changed or removed'); END;
CREATE TRIGGER audit_entry_is_not_removed BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Rows of audit_entry are never changed or removed'); END;
CREATE TABLE audit_entry (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    at              INTEGER NOT NULL,
    clock_offset    INTEGER NOT NULL,              -- microseconds by which the authority's clock was moved from the machine's
    worker          TEXT,                         -- null: nobody was signed in
    for_worker      TEXT,
    posts           TEXT,                       -- held at the time
    session         TEXT,                       -- the session row's token_hash
    address         TEXT,                       -- network address
    request         TEXT,                       -- id that the server's log has too
    action          TEXT NOT NULL,
    what            TEXT NOT NULL,              -- the page, command or timer
    outcome         TEXT NOT NULL,
    child_id        TEXT,
    process_id      TEXT,
    workstep_id     TEXT,
    document_id     TEXT,
    first_event     INTEGER,
    last_event      INTEGER,
    fields          TEXT,                       -- names of what changed or was refused, never the words
    terms           TEXT,                       -- what was searched for
    shown           TEXT,                       -- ids that a list showed
    reason          TEXT                        -- given for opening a record without a relation to the child
) STRICT;
CREATE INDEX audit_by_at ON audit_entry (at);
CREATE INDEX audit_by_child ON audit_entry (child_id, number);
CREATE INDEX audit_by_worker ON audit_entry (worker, number);
CREATE INDEX audit_by_worker_at ON audit_entry (worker, at);
CREATE TABLE audit_export (
    id           TEXT PRIMARY KEY,
    asked_by     TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    asked_at     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    child_id     TEXT REFERENCES child DEFERRABLE INITIALLY DEFERRED,           -- null: of whomever
    worker       TEXT REFERENCES worker DEFERRABLE INITIALLY DEFERRED,          -- null: by whomever
    "from"       TEXT NOT NULL,
    "to"         TEXT NOT NULL,
    answered_by  TEXT REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    answered_at  INTEGER,
    released     INTEGER,
    until        INTEGER,                        -- it may be taken until then, once
    taken_at     INTEGER,
    CHECK (answered_by <> asked_by),
    CHECK (worker IS NULL OR answered_by <> worker)
) STRICT;
CREATE INDEX audit_export_by_asker ON audit_export (asked_by, asked_at);
CREATE INDEX audit_export_waiting ON audit_export (asked_at) WHERE answered_at IS NULL;
CREATE TRIGGER audit_seal_is_not_changed BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'Rows of audit_seal are never changed or removed'); END;
CREATE TRIGGER audit_seal_is_not_removed BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'Rows of audit_seal are never changed or removed'); END;
CREATE TABLE audit_seal (
    place      INTEGER PRIMARY KEY,
    entry      INTEGER NOT NULL UNIQUE REFERENCES audit_entry DEFERRABLE INITIALLY DEFERRED,
    sealed_at  INTEGER NOT NULL,
    hash       BLOB NOT NULL
) STRICT;
CREATE TRIGGER case_note_in_error_is_not_changed BEFORE UPDATE ON case_note
    WHEN OLD.in_error_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
CREATE TRIGGER case_note_is_not_changed BEFORE UPDATE OF id, process_id, child_id, type, by_worker, begun_at, recorded_at, last_at, text ON case_note
    WHEN OLD.process_id IS NULL BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
CREATE TRIGGER case_note_is_not_removed BEFORE DELETE ON case_note BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
CREATE TABLE case_note (
    id               TEXT PRIMARY KEY,
    process_id       TEXT REFERENCES process DEFERRABLE INITIALLY DEFERRED,    -- null: a worker typed it
    child_id         TEXT REFERENCES child DEFERRABLE INITIALLY DEFERRED,      -- null: a process writes it
    type             TEXT NOT NULL,                                          -- an option of the authority's list of types
    by_worker        TEXT NOT NULL,                                            -- whose note, or whose first entry, it is
    begun_at         INTEGER NOT NULL,                                       -- when what it first speaks of happened
    recorded_at      INTEGER NOT NULL,
    last_at          INTEGER NOT NULL,                                       -- its newest entry
    text             TEXT,
    in_error_at      INTEGER,                                                -- of one that was typed; an entry's mark is an event
    in_error_by      TEXT,
    in_error_reason  TEXT
) STRICT;
CREATE INDEX case_note_by_child ON case_note (child_id, last_at);
CREATE INDEX case_note_by_process ON case_note (process_id);
CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'Rows of change are never changed or removed'); END;
CREATE TRIGGER change_is_not_removed BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'Rows of change are never changed or removed'); END;
CREATE TABLE change (
    id        TEXT PRIMARY KEY,
    child     TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    what      TEXT NOT NULL,                    -- an option of the authority's list
    "on"      TEXT NOT NULL,
    words     TEXT,
    "by"      TEXT NOT NULL,
    recorded  INTEGER NOT NULL
) STRICT;
CREATE INDEX change_by_child ON change (child, recorded);
CREATE TABLE child (
    id            TEXT PRIMARY KEY,
    number        INTEGER NOT NULL UNIQUE,          -- the number that the authority quotes
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL,                -- surname first, folded: lists of children are sorted by it
    born          TEXT NOT NULL,
    address       TEXT,
    locality      TEXT,
    team          TEXT,
    legal_status  TEXT,
    plan          TEXT,
    case_open     INTEGER NOT NULL,
    last_review   TEXT,
    next_review   TEXT
, report_due TEXT, last_conference TEXT, next_conference TEXT, placed_on TEXT, opened_on TEXT, legal_since TEXT, court_number TEXT) STRICT;
CREATE INDEX child_by_birth ON child (born);
CREATE INDEX child_by_name ON child (name_key);
CREATE TABLE child_name_part (
    part_key  TEXT NOT NULL,
    child_id  TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (part_key, child_id)
) STRICT;
CREATE INDEX child_name_part_by_child ON child_name_part (child_id);
CREATE TABLE child_person (
    id        TEXT PRIMARY KEY,
    child_id  TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    name      TEXT NOT NULL,
    relation  TEXT NOT NULL
, kind TEXT CHECK (kind IN ('parent', 'sibling', 'extended', 'agency'))) STRICT;
CREATE INDEX child_person_by_child ON child_person (child_id);
CREATE TABLE clock (
    id           TEXT PRIMARY KEY,
    process_id   TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  TEXT,
    request_id   TEXT,
    definition   TEXT NOT NULL,
    due_on       TEXT NOT NULL,
    ends_at      INTEGER NOT NULL,
    near_at      INTEGER,
    status       TEXT NOT NULL CHECK (status IN ('running', 'near', 'run_out', 'stopped'))
) STRICT;
CREATE INDEX clock_by_process ON clock (process_id);
CREATE INDEX clock_by_workstep ON clock (workstep_id);
CREATE INDEX clock_running ON clock (ends_at) WHERE status IN ('running', 'near');
CREATE TABLE concern (
    process_id  TEXT PRIMARY KEY REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    child_id    TEXT,                             -- the first child
    protocol    TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('open', 'ended', 'cancelled')),
    stage       TEXT NOT NULL,                  -- definition of the workstep that it is at
    rank        INTEGER,                            -- null: it is not at a stage of the escalation
    owner       TEXT NOT NULL,                    -- who leads it
    turn        TEXT NOT NULL,                  -- ids of those whose turn it is, with commas; empty: it is closed
    standing    TEXT NOT NULL CHECK (standing IN ('none', 'waiting', 'returned')),
    due_on      TEXT,                            -- of what is overdue the longest, else of what is due next
    ends_at     INTEGER,                        -- before now: it is overdue
    started_at  INTEGER NOT NULL,
    closed_at   INTEGER,
    outcome     TEXT
) STRICT;
CREATE INDEX concern_by_child ON concern (child_id);
CREATE INDEX concern_by_due ON concern (status, ends_at);
CREATE INDEX concern_by_owner ON concern (owner, status);
CREATE INDEX concern_by_stage ON concern (stage, status);
CREATE INDEX concern_by_start ON concern (started_at);
CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    next  INTEGER NOT NULL
) STRICT;
CREATE TABLE document (
    id           TEXT PRIMARY KEY,
    process_id   TEXT REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  TEXT REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    child_id     TEXT REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    name         TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    sha256       TEXT NOT NULL,
    uploaded_at  INTEGER NOT NULL,
    uploaded_by  TEXT NOT NULL
, address TEXT, scan TEXT NOT NULL DEFAULT 'unscanned', scanned_at INTEGER, scan_again_at INTEGER) STRICT;
CREATE INDEX document_by_address ON document (address);
CREATE INDEX document_by_child ON document (child_id, uploaded_at);
CREATE INDEX document_by_process ON document (process_id);
CREATE INDEX document_by_workstep ON document (workstep_id);
CREATE INDEX document_to_scan ON document (scan, uploaded_at) WHERE scan IN ('waiting', 'unscanned');
CREATE TABLE draft (
    worker       TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    workstep_id  TEXT NOT NULL REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    section      TEXT NOT NULL,
    answers      TEXT NOT NULL,
    saved_at     INTEGER NOT NULL,
    PRIMARY KEY (worker, workstep_id, section)
) STRICT;
CREATE INDEX draft_by_age ON draft (saved_at);
CREATE INDEX draft_by_workstep ON draft (workstep_id);
CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'Rows of event are never changed or removed'); END;
CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'Rows of event are never changed or removed'); END;
CREATE TABLE event (
    process_id   TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    sequence     INTEGER NOT NULL,
    happened_at  INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    by_worker    TEXT NOT NULL,
    for_worker   TEXT,
    reason       TEXT,
    type         TEXT NOT NULL,                 -- 'request-sent.1': the name carries the version
    data         TEXT NOT NULL,
    PRIMARY KEY (process_id, sequence)
) STRICT;
CREATE TABLE exclusion (
    id        TEXT PRIMARY KEY,
    worker    TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    child_id  TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    reason    TEXT NOT NULL,
    by_worker TEXT NOT NULL,
    begun_at  INTEGER NOT NULL,
    ended_at  INTEGER,
    ended_by  TEXT
) STRICT;
CREATE INDEX exclusion_by_child ON exclusion (child_id);
CREATE INDEX exclusion_by_worker ON exclusion (worker, child_id);
CREATE TABLE figure (
    process_id  TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    figure      TEXT NOT NULL,                  -- the pack's id of it
    value       TEXT NOT NULL,                  -- an option's id, a stage, a state, or how a clock ended
    PRIMARY KEY (process_id, figure, value)
) STRICT;
CREATE TABLE file_salt (
    owner  TEXT PRIMARY KEY,
    salt   BLOB NOT NULL
) STRICT;
CREATE TRIGGER holding_delete_counts AFTER DELETE ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER holding_insert_counts AFTER INSERT ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER holding_update_counts AFTER UPDATE ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TABLE holding (
    id        TEXT PRIMARY KEY,
    worker    TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    post      TEXT NOT NULL,
    team      TEXT,
    locality  TEXT,
    "from"    TEXT NOT NULL,
    "to"      TEXT
) STRICT;
CREATE INDEX holding_by_worker ON holding (worker);
CREATE TABLE lease (
    name    TEXT PRIMARY KEY,
    holder  TEXT NOT NULL,
    until   INTEGER NOT NULL
) STRICT;
CREATE TABLE let_in (
    id           TEXT PRIMARY KEY,
    restriction  TEXT NOT NULL REFERENCES restriction DEFERRABLE INITIALLY DEFERRED,
    worker       TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    by_worker    TEXT NOT NULL,
    begun_at     INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    ended_at     INTEGER
) STRICT;
CREATE INDEX let_in_by_restriction ON let_in (restriction, worker);
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL, run_at INTEGER NOT NULL) STRICT;
CREATE TABLE notice (
    id               TEXT PRIMARY KEY,
    process_id       TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    sequence         INTEGER NOT NULL,
    definition       TEXT NOT NULL,
    recipient        TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    channel          TEXT NOT NULL CHECK (channel IN ('in_app', 'email', 'acknowledged')),
    label            TEXT NOT NULL,
    rule             TEXT NOT NULL,
    due_on           TEXT,
    workstep_id      TEXT,
    request_id       TEXT,
    created_at       INTEGER NOT NULL,
    sent_at          INTEGER,
    read_at          INTEGER,
    acknowledged_at  INTEGER, attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at INTEGER, failure TEXT, opened_at INTEGER,
    UNIQUE (process_id, sequence, definition, recipient, channel)
) STRICT;
CREATE INDEX notice_by_process ON notice (process_id, sequence);
CREATE INDEX notice_by_recipient ON notice (recipient, created_at);
CREATE INDEX notice_unread ON notice (recipient, created_at) WHERE read_at IS NULL AND channel <> 'email';
CREATE INDEX notice_unsent ON notice (created_at) WHERE sent_at IS NULL AND channel = 'email';
CREATE TABLE operation (
    key         TEXT PRIMARY KEY,
    worker      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    process_id  TEXT,
    result      TEXT NOT NULL
) STRICT;
CREATE INDEX operation_by_age ON operation (at);
CREATE TABLE pack_version (
    fingerprint   TEXT PRIMARY KEY,
    published_at  INTEGER NOT NULL,
    by_worker     TEXT NOT NULL,
    files         TEXT NOT NULL                 -- JSON: each file's path and text, so that a running process keeps its version
) STRICT;
CREATE TABLE placement (
    id      TEXT PRIMARY KEY,
    child   TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    home    TEXT NOT NULL,
    "from"  TEXT NOT NULL,
    "to"    TEXT
) STRICT;
CREATE INDEX placement_by_child ON placement (child);
CREATE INDEX placement_by_home ON placement (home);
CREATE TABLE process (
    id                  TEXT PRIMARY KEY,
    number              INTEGER NOT NULL UNIQUE,
    protocol            TEXT NOT NULL,
    version             TEXT NOT NULL,
    pack                TEXT NOT NULL,          -- fingerprint
    status              TEXT NOT NULL CHECK (status IN ('open', 'ended', 'cancelled')),
    raised_by           TEXT NOT NULL,
    raiser              TEXT NOT NULL,
    started_at          INTEGER NOT NULL,
    closed_at           INTEGER,
    end_state           TEXT,
    came_from_process   TEXT,
    came_from_workstep  TEXT,
    events              INTEGER NOT NULL,           -- sequence of the last event
    document            TEXT NOT NULL           -- the whole state but its worksteps
) STRICT;
CREATE INDEX process_by_origin ON process (came_from_process) WHERE came_from_process IS NOT NULL;
CREATE INDEX process_by_protocol ON process (protocol, started_at);
CREATE INDEX process_by_start ON process (started_at);
CREATE TABLE process_child (
    process_id  TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    child_id    TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (process_id, child_id)
) STRICT;
CREATE INDEX process_child_by_child ON process_child (child_id, process_id);
CREATE TABLE qualification (
    id         TEXT PRIMARY KEY,
    worker     TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    holding    TEXT NOT NULL,
    field      TEXT NOT NULL,
    answer     TEXT NOT NULL,
    by_worker  TEXT NOT NULL,
    recorded   TEXT NOT NULL
) STRICT;
CREATE INDEX qualification_by_worker ON qualification (worker);
CREATE TABLE request (
    id           TEXT PRIMARY KEY,
    process_id   TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  TEXT NOT NULL REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    ordinal      INTEGER NOT NULL,
    definition   TEXT NOT NULL,
    sender       TEXT NOT NULL,
    holder       TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('sent', 'completed', 'returned', 'withdrawn')),
    sent_at      INTEGER NOT NULL,
    answered_at  INTEGER
) STRICT;
CREATE INDEX request_awaited_by_holder ON request (holder, sent_at) WHERE status = 'sent';
CREATE INDEX request_awaited_by_sender ON request (sender, sent_at) WHERE status = 'sent';
CREATE INDEX request_by_process ON request (process_id, ordinal);
CREATE INDEX request_by_workstep ON request (workstep_id);
CREATE TABLE restriction (
    id         TEXT PRIMARY KEY,
    child_id   TEXT NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT NOT NULL CHECK (kind IN ('restricted', 'sealed')),
    reason     TEXT NOT NULL,
    by_worker  TEXT NOT NULL,
    begun_at   INTEGER NOT NULL,
    until      INTEGER,                         -- null: until somebody lifts it
    lift_by    TEXT,                              -- who asked for it to be lifted: a seal needs a second person
    ended_at   INTEGER,
    ended_by   TEXT
) STRICT;
CREATE UNIQUE INDEX restriction_in_force ON restriction (child_id) WHERE ended_at IS NULL;
CREATE TABLE session (
    token_hash  TEXT PRIMARY KEY,
    worker      TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    started_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_end ON session (ends_at);
CREATE INDEX session_by_worker ON session (worker);
CREATE TABLE setting (
    key    TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;
CREATE TABLE timer (
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    due_at   INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT;
CREATE INDEX timer_by_due ON timer (due_at);
CREATE TRIGGER training_delete_counts AFTER DELETE ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER training_insert_counts AFTER INSERT ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER training_update_counts AFTER UPDATE ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TABLE training (
    id            TEXT PRIMARY KEY,
    worker        TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    module        TEXT NOT NULL,               -- an option of one of the authority's lists
    completed     TEXT NOT NULL,
    confirmed_by  TEXT NOT NULL,
    until         TEXT                           -- last day on which it counts
, recorded TEXT) STRICT;
CREATE INDEX training_by_worker ON training (worker);
CREATE TRIGGER unusual_review_is_not_changed BEFORE UPDATE ON unusual_review BEGIN SELECT RAISE(ABORT, 'Rows of unusual_review are never changed or removed'); END;
CREATE TRIGGER unusual_review_is_not_removed BEFORE DELETE ON unusual_review BEGIN SELECT RAISE(ABORT, 'Rows of unusual_review are never changed or removed'); END;
CREATE TABLE unusual_review (
    id         TEXT PRIMARY KEY,
    worker     TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,   -- whose looks
    day        TEXT NOT NULL,
    child_id   TEXT REFERENCES child DEFERRABLE INITIALLY DEFERRED,             -- null: of the day as a whole
    signs      TEXT NOT NULL,                    -- ids of the pack's rules, with commas
    result     TEXT NOT NULL CHECK (result IN ('expected', 'followed_up')),
    note       TEXT NOT NULL,
    by_worker  TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    at         INTEGER NOT NULL,
    CHECK (by_worker <> worker)
) STRICT;
CREATE INDEX unusual_review_by_at ON unusual_review (at);
CREATE INDEX unusual_review_by_day ON unusual_review (day, worker);
CREATE TRIGGER worker_delete_counts AFTER DELETE ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER worker_insert_counts AFTER INSERT ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER worker_update_counts AFTER UPDATE OF name, organisation, email, left_on ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TABLE worker (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    name_key       TEXT NOT NULL,               -- surname first, folded: lists of workers are sorted by it
    organisation   TEXT NOT NULL,
    email          TEXT,
    login          TEXT UNIQUE,                 -- folded; null: may not sign in
    password_hash  TEXT,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    locked_until   INTEGER,
    left_on        TEXT                          -- first day on which they no longer work here
, letter_hour INTEGER, postcode TEXT) STRICT;
CREATE INDEX worker_by_name ON worker (name_key);
CREATE TABLE workstep (
    id            TEXT PRIMARY KEY,
    process_id    TEXT NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    ordinal       INTEGER NOT NULL,                 -- place among the worksteps of its process, from 1
    child_id      TEXT,                           -- the process's first child; null: it is about the service
    definition    TEXT NOT NULL,
    rank          INTEGER,                          -- of its stage, where it is one
    holder        TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('open', 'finished', 'cancelled')),
    standing      TEXT NOT NULL CHECK (standing IN ('none', 'waiting', 'returned')),
    priority      TEXT,
    opened_at     INTEGER NOT NULL,
    begun_at      INTEGER,
    scheduled_on  TEXT,
    closed_at     INTEGER,
    closed_by     TEXT,
    superseded    INTEGER NOT NULL,
    document      TEXT NOT NULL
) STRICT;
CREATE INDEX workstep_by_child ON workstep (child_id, opened_at);
CREATE INDEX workstep_by_process ON workstep (process_id, ordinal);
CREATE INDEX workstep_open ON workstep (definition, opened_at) WHERE status = 'open';
CREATE INDEX workstep_open_by_holder ON workstep (holder, opened_at) WHERE status = 'open';
