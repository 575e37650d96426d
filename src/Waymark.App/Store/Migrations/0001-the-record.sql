-- The record of one authority. Written once for both databases: words in braces are column types that Dialect.cs spells for each;
-- a block 'only postgresql' or 'only sqlite' ends at 'end'. Forward only: once released, a file never changes; add the next number.
--
-- Instants are microseconds since 1970 UTC, days are dates, text is compared by its bytes, JSON is text that is never queried.
-- Foreign keys are deferred to the commit, so that rows may be written in any order.

-- People who work here ---------------------------------------------------------------------------------------------------

CREATE TABLE worker (
    id             {id} PRIMARY KEY,
    name           {text} NOT NULL,
    name_key       {text} NOT NULL,               -- surname first, folded: lists of workers are sorted by it
    organisation   {text} NOT NULL,
    email          {text},
    login          {text} UNIQUE,                 -- folded; null: may not sign in
    password_hash  {text},
    failed_sign_ins {int} NOT NULL DEFAULT 0,
    locked_until   {instant},
    left_on        {day}                          -- first day on which they no longer work here
) {strict};

CREATE INDEX worker_by_name ON worker (name_key);

CREATE TABLE holding (
    id        {id} PRIMARY KEY,
    worker    {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    post      {text} NOT NULL,
    team      {text},
    locality  {text},
    "from"    {day} NOT NULL,
    "to"      {day}
) {strict};

CREATE INDEX holding_by_worker ON holding (worker);

CREATE TABLE absence (
    id      {id} PRIMARY KEY,
    worker  {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    "from"  {day} NOT NULL,
    "to"    {day},
    deputy  {id} REFERENCES worker DEFERRABLE INITIALLY DEFERRED
) {strict};

CREATE INDEX absence_by_worker ON absence (worker);

-- Children and those around them -----------------------------------------------------------------------------------------

CREATE TABLE child (
    id            {id} PRIMARY KEY,
    number        {int} NOT NULL UNIQUE,          -- the number that the authority quotes
    name          {text} NOT NULL,
    name_key      {text} NOT NULL,                -- surname first, folded: lists of children are sorted by it
    born          {day} NOT NULL,
    address       {text},
    locality      {text},
    team          {text},
    home          {text},
    legal_status  {text},
    plan          {text},
    case_open     {flag} NOT NULL,
    last_review   {day},
    next_review   {day}
) {strict};

CREATE INDEX child_by_name ON child (name_key);
CREATE INDEX child_by_birth ON child (born);

-- Each word of a name, folded: a search takes a range of it.
CREATE TABLE child_name_part (
    part_key  {text} NOT NULL,
    child_id  {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (part_key, child_id)
) {strict};

CREATE INDEX child_name_part_by_child ON child_name_part (child_id);

CREATE TABLE child_person (
    id        {id} PRIMARY KEY,
    child_id  {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    name      {text} NOT NULL,
    relation  {text} NOT NULL
) {strict};

CREATE INDEX child_person_by_child ON child_person (child_id);

CREATE TABLE allocation (
    id      {id} PRIMARY KEY,
    child   {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    worker  {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    post    {text} NOT NULL,
    "from"  {day} NOT NULL,
    "to"    {day}
) {strict};

CREATE INDEX allocation_by_child ON allocation (child);
CREATE INDEX allocation_by_worker ON allocation (worker);

-- Why somebody without a relation to a child opened the record, and until when that holds.
CREATE TABLE access_reason (
    id        {id} PRIMARY KEY,
    worker    {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    child_id  {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    given_at  {instant} NOT NULL,
    until     {instant} NOT NULL,
    reason    {text} NOT NULL
) {strict};

CREATE INDEX access_reason_by_worker ON access_reason (worker, child_id);

-- Processes: the events are the record; the other tables are what they fold to ---------------------------------------------

CREATE TABLE process (
    id                  {id} PRIMARY KEY,
    number              {int} NOT NULL UNIQUE,
    protocol            {text} NOT NULL,
    version             {text} NOT NULL,
    pack                {text} NOT NULL,          -- fingerprint
    status              {text} NOT NULL CHECK (status IN ('open', 'ended', 'cancelled')),
    raised_by           {id} NOT NULL,
    raiser              {id} NOT NULL,
    started_at          {instant} NOT NULL,
    closed_at           {instant},
    end_state           {text},
    came_from_process   {id},
    came_from_workstep  {id},
    events              {int} NOT NULL,           -- sequence of the last event
    document            {text} NOT NULL           -- the whole state but its worksteps
) {strict};

CREATE INDEX process_by_origin ON process (came_from_process) WHERE came_from_process IS NOT NULL;
CREATE INDEX process_by_start ON process (started_at);

CREATE TABLE process_child (
    process_id  {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    child_id    {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (process_id, child_id)
) {strict};

CREATE INDEX process_child_by_child ON process_child (child_id, process_id);

CREATE TABLE event (
    process_id   {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    sequence     {int} NOT NULL,
    happened_at  {instant} NOT NULL,
    recorded_at  {instant} NOT NULL,
    by_worker    {id} NOT NULL,
    for_worker   {id},
    reason       {text},
    type         {text} NOT NULL,                 -- 'request-sent.1': the name carries the version
    data         {text} NOT NULL,
    PRIMARY KEY (process_id, sequence)
) {strict};

CREATE TABLE workstep (
    id            {id} PRIMARY KEY,
    process_id    {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    ordinal       {int} NOT NULL,                 -- place among the worksteps of its process, from 1
    child_id      {id},                           -- the process's first child; null: it is about the service
    definition    {text} NOT NULL,
    rank          {int},                          -- of its stage, where it is one
    holder        {id} NOT NULL,
    status        {text} NOT NULL CHECK (status IN ('open', 'finished', 'cancelled')),
    standing      {text} NOT NULL CHECK (standing IN ('none', 'waiting', 'returned')),
    priority      {text},
    opened_at     {instant} NOT NULL,
    begun_at      {instant},
    scheduled_on  {day},
    closed_at     {instant},
    closed_by     {id},
    superseded    {flag} NOT NULL,
    document      {text} NOT NULL
) {strict};

CREATE INDEX workstep_by_process ON workstep (process_id, ordinal);
CREATE INDEX workstep_by_child ON workstep (child_id, opened_at);
CREATE INDEX workstep_open_by_holder ON workstep (holder, opened_at) WHERE status = 'open';
CREATE INDEX workstep_open ON workstep (definition, opened_at) WHERE status = 'open';

CREATE TABLE request (
    id           {id} PRIMARY KEY,
    process_id   {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  {id} NOT NULL REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    ordinal      {int} NOT NULL,
    definition   {text} NOT NULL,
    sender       {id} NOT NULL,
    holder       {id} NOT NULL,
    status       {text} NOT NULL CHECK (status IN ('sent', 'completed', 'returned', 'withdrawn')),
    sent_at      {instant} NOT NULL,
    answered_at  {instant}
) {strict};

CREATE INDEX request_by_process ON request (process_id, ordinal);
CREATE INDEX request_by_workstep ON request (workstep_id);
CREATE INDEX request_awaited_by_holder ON request (holder, sent_at) WHERE status = 'sent';
CREATE INDEX request_awaited_by_sender ON request (sender, sent_at) WHERE status = 'sent';

CREATE TABLE clock (
    id           {id} PRIMARY KEY,
    process_id   {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  {id},
    request_id   {id},
    definition   {text} NOT NULL,
    due_on       {day} NOT NULL,
    ends_at      {instant} NOT NULL,
    near_at      {instant},
    status       {text} NOT NULL CHECK (status IN ('running', 'near', 'run_out', 'stopped'))
) {strict};

CREATE INDEX clock_by_process ON clock (process_id);
CREATE INDEX clock_by_workstep ON clock (workstep_id);
CREATE INDEX clock_running ON clock (ends_at) WHERE status IN ('running', 'near');

-- One row for each process that can be escalated: what the register of concerns lists, filters, sorts and counts.
CREATE TABLE concern (
    process_id  {id} PRIMARY KEY REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    child_id    {id},                             -- the first child
    protocol    {text} NOT NULL,
    status      {text} NOT NULL CHECK (status IN ('open', 'ended', 'cancelled')),
    stage       {text} NOT NULL,                  -- definition of the workstep that it is at
    rank        {int},                            -- null: it is not at a stage of the escalation
    owner       {id} NOT NULL,                    -- who leads it
    turn        {text} NOT NULL,                  -- ids of those whose turn it is, with commas; empty: it is closed
    standing    {text} NOT NULL CHECK (standing IN ('none', 'waiting', 'returned')),
    due_on      {day},                            -- of what is overdue the longest, else of what is due next
    ends_at     {instant},                        -- before now: it is overdue
    started_at  {instant} NOT NULL,
    closed_at   {instant},
    outcome     {text}
) {strict};

CREATE INDEX concern_by_child ON concern (child_id);
CREATE INDEX concern_by_due ON concern (status, ends_at);
CREATE INDEX concern_by_owner ON concern (owner, status);
CREATE INDEX concern_by_stage ON concern (stage, status);
CREATE INDEX concern_by_start ON concern (started_at);

-- What is to be done when a time comes. The row is stale when its subject moved on; then it is dropped.
CREATE TABLE timer (
    kind     {text} NOT NULL,
    subject  {id} NOT NULL,
    due_at   {instant} NOT NULL,
    version  {long} NOT NULL,
    PRIMARY KEY (kind, subject)
) {strict};

CREATE INDEX timer_by_due ON timer (due_at);

-- What was typed and not yet recorded: by worker, workstep and section. Not part of the record.
CREATE TABLE draft (
    worker       {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    workstep_id  {id} NOT NULL REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    section      {text} NOT NULL,
    answers      {text} NOT NULL,
    saved_at     {instant} NOT NULL,
    PRIMARY KEY (worker, workstep_id, section)
) {strict};

CREATE INDEX draft_by_workstep ON draft (workstep_id);
CREATE INDEX draft_by_age ON draft (saved_at);

-- Each post's key, written with what it did: the same post again finds the first result.
CREATE TABLE operation (
    key         {id} PRIMARY KEY,
    worker      {id} NOT NULL,
    at          {instant} NOT NULL,
    process_id  {id},
    result      {text} NOT NULL
) {strict};

CREATE INDEX operation_by_age ON operation (at);

CREATE TABLE notice (
    id               {id} PRIMARY KEY,
    process_id       {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    sequence         {int} NOT NULL,
    definition       {text} NOT NULL,
    recipient        {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    channel          {text} NOT NULL CHECK (channel IN ('in_app', 'email', 'acknowledged')),
    label            {text} NOT NULL,
    rule             {text} NOT NULL,
    due_on           {day},
    workstep_id      {id},
    request_id       {id},
    created_at       {instant} NOT NULL,
    sent_at          {instant},
    read_at          {instant},
    acknowledged_at  {instant},
    UNIQUE (process_id, sequence, definition, recipient, channel)
) {strict};

CREATE INDEX notice_by_recipient ON notice (recipient, created_at);
CREATE INDEX notice_unread ON notice (recipient, created_at) WHERE read_at IS NULL AND channel <> 'email';
CREATE INDEX notice_unsent ON notice (created_at) WHERE sent_at IS NULL AND channel = 'email';

-- The bytes lie in the authority's folder 'files', written and synced before the row.
CREATE TABLE document (
    id           {id} PRIMARY KEY,
    process_id   {id} REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    workstep_id  {id} REFERENCES workstep DEFERRABLE INITIALLY DEFERRED,
    child_id     {id} REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    name         {text} NOT NULL,
    media_type   {text} NOT NULL,
    bytes        {long} NOT NULL,
    sha256       {text} NOT NULL,
    uploaded_at  {instant} NOT NULL,
    uploaded_by  {id} NOT NULL
) {strict};

CREATE INDEX document_by_process ON document (process_id);
CREATE INDEX document_by_workstep ON document (workstep_id);
CREATE INDEX document_by_child ON document (child_id, uploaded_at);

-- Signing in -------------------------------------------------------------------------------------------------------------

CREATE TABLE session (
    token_hash  {text} PRIMARY KEY,
    worker      {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    started_at  {instant} NOT NULL,
    seen_at     {instant} NOT NULL,
    ends_at     {instant} NOT NULL
) {strict};

CREATE INDEX session_by_worker ON session (worker);
CREATE INDEX session_by_end ON session (ends_at);

-- Who saw, searched, changed, took away or was refused what. No narrative -------------------------------------------------

CREATE TABLE audit_entry (
    number          {serial},
    at              {instant} NOT NULL,
    clock_offset    {long} NOT NULL,              -- microseconds by which the authority's clock was moved from the machine's
    worker          {id},                         -- null: nobody was signed in
    for_worker      {id},
    posts           {text},                       -- held at the time
    session         {text},                       -- the session row's token_hash
    address         {text},                       -- network address
    request         {text},                       -- id that the server's log has too
    action          {text} NOT NULL,
    what            {text} NOT NULL,              -- the page, command or timer
    outcome         {text} NOT NULL,
    child_id        {id},
    process_id      {id},
    workstep_id     {id},
    document_id     {id},
    first_event     {int},
    last_event      {int},
    fields          {text},                       -- names of what changed or was refused, never the words
    terms           {text},                       -- what was searched for
    shown           {text},                       -- ids that a list showed
    reason          {text}                        -- given for opening a record without a relation to the child
) {strict};

CREATE INDEX audit_by_child ON audit_entry (child_id, number);
CREATE INDEX audit_by_worker ON audit_entry (worker, number);

-- The place of an entry in the chain, and the link to the one before.
CREATE TABLE audit_seal (
    place      {long} PRIMARY KEY,
    entry      {long} NOT NULL UNIQUE REFERENCES audit_entry DEFERRABLE INITIALLY DEFERRED,
    sealed_at  {instant} NOT NULL,
    hash       {bytes} NOT NULL
) {strict};

-- The installation ---------------------------------------------------------------------------------------------------------

-- Who does a job that one process at a time should do. Never relied on for correctness.
CREATE TABLE lease (
    name    {text} PRIMARY KEY,
    holder  {id} NOT NULL,
    until   {instant} NOT NULL
) {strict};

CREATE TABLE pack_version (
    fingerprint   {text} PRIMARY KEY,
    published_at  {instant} NOT NULL,
    by_worker     {id} NOT NULL,
    files         {text} NOT NULL                 -- JSON: each file's path and text, so that a running process keeps its version
) {strict};

CREATE TABLE setting (
    key    {text} PRIMARY KEY,
    value  {text} NOT NULL
) {strict};

CREATE TABLE counter (
    name  {text} PRIMARY KEY,
    next  {long} NOT NULL
) {strict};

INSERT INTO counter (name, next) VALUES ('process', 1), ('child', 1), ('register', 1);

-- Whoever reads the register keeps it until this number changes ------------------------------------------------------------

-- only postgresql
CREATE FUNCTION count_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE counter SET next = next + 1 WHERE name = 'register';
    RETURN NULL;
END $$;

CREATE TRIGGER worker_counts AFTER INSERT OR DELETE OR UPDATE OF name, organisation, email, left_on ON worker FOR EACH STATEMENT EXECUTE FUNCTION count_register();
CREATE TRIGGER holding_counts AFTER INSERT OR DELETE OR UPDATE ON holding FOR EACH STATEMENT EXECUTE FUNCTION count_register();
CREATE TRIGGER absence_counts AFTER INSERT OR DELETE OR UPDATE ON absence FOR EACH STATEMENT EXECUTE FUNCTION count_register();
-- end

-- only sqlite
CREATE TRIGGER worker_insert_counts AFTER INSERT ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER worker_update_counts AFTER UPDATE OF name, organisation, email, left_on ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER worker_delete_counts AFTER DELETE ON worker BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER holding_insert_counts AFTER INSERT ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER holding_update_counts AFTER UPDATE ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER holding_delete_counts AFTER DELETE ON holding BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER absence_insert_counts AFTER INSERT ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER absence_update_counts AFTER UPDATE ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER absence_delete_counts AFTER DELETE ON absence BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
-- end

-- The record is only ever added to ---------------------------------------------------------------------------------------

-- only postgresql
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- end

-- only sqlite
CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Rows of audit_entry are never changed or removed'); END;
CREATE TRIGGER audit_entry_is_not_removed BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Rows of audit_entry are never changed or removed'); END;
CREATE TRIGGER audit_seal_is_not_changed BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'Rows of audit_seal are never changed or removed'); END;
CREATE TRIGGER audit_seal_is_not_removed BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'Rows of audit_seal are never changed or removed'); END;
CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'Rows of event are never changed or removed'); END;
CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'Rows of event are never changed or removed'); END;
-- end
