-- What was out of the ordinary in who opened which record, and what whoever reviewed it found; and takings of the audit itself,
-- which one person asks for and another releases.

CREATE TABLE unusual_review (
    id         {id} PRIMARY KEY,
    worker     {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,   -- whose looks
    day        {day} NOT NULL,
    child_id   {id} REFERENCES child DEFERRABLE INITIALLY DEFERRED,             -- null: of the day as a whole
    signs      {text} NOT NULL,                    -- ids of the pack's rules, with commas
    result     {text} NOT NULL CHECK (result IN ('expected', 'followed_up')),
    note       {text} NOT NULL,
    by_worker  {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    at         {instant} NOT NULL,
    CHECK (by_worker <> worker)
) {strict};

CREATE INDEX unusual_review_by_day ON unusual_review (day, worker);
CREATE INDEX unusual_review_by_at ON unusual_review (at);

CREATE TABLE audit_export (
    id           {id} PRIMARY KEY,
    asked_by     {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    asked_at     {instant} NOT NULL,
    reason       {text} NOT NULL,
    child_id     {id} REFERENCES child DEFERRABLE INITIALLY DEFERRED,           -- null: of whomever
    worker       {id} REFERENCES worker DEFERRABLE INITIALLY DEFERRED,          -- null: by whomever
    "from"       {day} NOT NULL,
    "to"         {day} NOT NULL,
    answered_by  {id} REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    answered_at  {instant},
    released     {flag},
    until        {instant},                        -- it may be taken until then, once
    taken_at     {instant},
    CHECK (answered_by <> asked_by),
    CHECK (worker IS NULL OR answered_by <> worker)
) {strict};

CREATE INDEX audit_export_by_asker ON audit_export (asked_by, asked_at);
CREATE INDEX audit_export_waiting ON audit_export (asked_at) WHERE answered_at IS NULL;

CREATE INDEX audit_by_at ON audit_entry (at);
CREATE INDEX audit_by_worker_at ON audit_entry (worker, at);

-- only postgresql
CREATE TRIGGER unusual_review_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON unusual_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- end

-- only sqlite
CREATE TRIGGER unusual_review_is_not_changed BEFORE UPDATE ON unusual_review BEGIN SELECT RAISE(ABORT, 'Rows of unusual_review are never changed or removed'); END;
CREATE TRIGGER unusual_review_is_not_removed BEFORE DELETE ON unusual_review BEGIN SELECT RAISE(ABORT, 'Rows of unusual_review are never changed or removed'); END;
-- end
