-- Who may see whose record beyond posts and allocations: in which home a child lives, what workers were trained in, who may never
-- see a child, who alone may, and what became of a record that was opened with a reason or in an emergency.

CREATE TABLE placement (
    id      {id} PRIMARY KEY,
    child   {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    home    {text} NOT NULL,
    "from"  {day} NOT NULL,
    "to"    {day}
) {strict};

CREATE INDEX placement_by_child ON placement (child);
CREATE INDEX placement_by_home ON placement (home);

INSERT INTO placement (id, child, home, "from") SELECT id, id, home, coalesce(placed_on, born) FROM child WHERE home IS NOT NULL;

ALTER TABLE child DROP COLUMN home;

CREATE TABLE training (
    id            {id} PRIMARY KEY,
    worker        {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    module        {text} NOT NULL,               -- an option of one of the authority's lists
    completed     {day} NOT NULL,
    confirmed_by  {id} NOT NULL,
    until         {day}                           -- last day on which it counts
) {strict};

CREATE INDEX training_by_worker ON training (worker);

CREATE TABLE exclusion (
    id        {id} PRIMARY KEY,
    worker    {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    child_id  {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    reason    {text} NOT NULL,
    by_worker {id} NOT NULL,
    begun_at  {instant} NOT NULL,
    ended_at  {instant},
    ended_by  {id}
) {strict};

CREATE INDEX exclusion_by_worker ON exclusion (worker, child_id);
CREATE INDEX exclusion_by_child ON exclusion (child_id);

CREATE TABLE restriction (
    id         {id} PRIMARY KEY,
    child_id   {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    kind       {text} NOT NULL CHECK (kind IN ('restricted', 'sealed')),
    reason     {text} NOT NULL,
    by_worker  {id} NOT NULL,
    begun_at   {instant} NOT NULL,
    until      {instant},                         -- null: until somebody lifts it
    lift_by    {id},                              -- who asked for it to be lifted: a seal needs a second person
    ended_at   {instant},
    ended_by   {id}
) {strict};

CREATE UNIQUE INDEX restriction_in_force ON restriction (child_id) WHERE ended_at IS NULL;

-- Who is let in to what is restricted or sealed.
CREATE TABLE let_in (
    id           {id} PRIMARY KEY,
    restriction  {id} NOT NULL REFERENCES restriction DEFERRABLE INITIALLY DEFERRED,
    worker       {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    by_worker    {id} NOT NULL,
    begun_at     {instant} NOT NULL,
    until        {instant} NOT NULL,
    ended_at     {instant}
) {strict};

CREATE INDEX let_in_by_restriction ON let_in (restriction, worker);

-- A reason is a wider access, or an emergency's; both are looked at afterwards.
ALTER TABLE access_reason ADD COLUMN kind {text} NOT NULL DEFAULT 'wider' CHECK (kind IN ('wider', 'emergency'));
ALTER TABLE access_reason ADD COLUMN review_due {day};
ALTER TABLE access_reason ADD COLUMN reviewed_at {instant};
ALTER TABLE access_reason ADD COLUMN reviewed_by {id};
ALTER TABLE access_reason ADD COLUMN result {text};
ALTER TABLE access_reason ADD COLUMN review_note {text};

CREATE INDEX access_reason_by_review ON access_reason (reviewed_at, given_at);
CREATE INDEX access_reason_by_child ON access_reason (child_id);

-- only postgresql
CREATE TRIGGER training_counts AFTER INSERT OR DELETE OR UPDATE ON training FOR EACH STATEMENT EXECUTE FUNCTION count_register();
CREATE TRIGGER access_reason_stays BEFORE UPDATE OF id, worker, child_id, given_at, reason, kind ON access_reason FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- end

-- only sqlite
CREATE TRIGGER training_insert_counts AFTER INSERT ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER training_update_counts AFTER UPDATE ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER training_delete_counts AFTER DELETE ON training BEGIN UPDATE counter SET next = next + 1 WHERE name = 'register'; END;
CREATE TRIGGER access_reason_is_not_changed BEFORE UPDATE OF id, worker, child_id, given_at, reason, kind ON access_reason
    BEGIN SELECT RAISE(ABORT, 'Rows of access_reason are never changed'); END;
-- end
