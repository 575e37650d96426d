-- Case notes on the children's records. One that a process writes is on the record of each of its children, and its words are in the
-- process's events; one that a worker types belongs to one child, and its words are here.

CREATE TABLE case_note (
    id               {id} PRIMARY KEY,
    process_id       {id} REFERENCES process DEFERRABLE INITIALLY DEFERRED,    -- null: a worker typed it
    child_id         {id} REFERENCES child DEFERRABLE INITIALLY DEFERRED,      -- null: a process writes it
    type             {text} NOT NULL,                                          -- an option of the authority's list of types
    by_worker        {id} NOT NULL,                                            -- whose note, or whose first entry, it is
    begun_at         {instant} NOT NULL,                                       -- when what it first speaks of happened
    recorded_at      {instant} NOT NULL,
    last_at          {instant} NOT NULL,                                       -- its newest entry
    text             {text},
    in_error_at      {instant},                                                -- of one that was typed; an entry's mark is an event
    in_error_by      {id},
    in_error_reason  {text}
) {strict};

CREATE INDEX case_note_by_process ON case_note (process_id);
CREATE INDEX case_note_by_child ON case_note (child_id, last_at);

-- What was typed is never changed or removed: once, it may be marked as in error.

-- only postgresql
CREATE TRIGGER case_note_stays BEFORE UPDATE OF id, process_id, child_id, type, by_worker, begun_at, recorded_at, last_at, text ON case_note
    FOR EACH ROW WHEN (OLD.process_id IS NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_note_in_error_stays BEFORE UPDATE ON case_note FOR EACH ROW WHEN (OLD.in_error_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_note_is_kept BEFORE DELETE ON case_note FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- end

-- only sqlite
CREATE TRIGGER case_note_is_not_changed BEFORE UPDATE OF id, process_id, child_id, type, by_worker, begun_at, recorded_at, last_at, text ON case_note
    WHEN OLD.process_id IS NULL BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
CREATE TRIGGER case_note_in_error_is_not_changed BEFORE UPDATE ON case_note
    WHEN OLD.in_error_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
CREATE TRIGGER case_note_is_not_removed BEFORE DELETE ON case_note BEGIN SELECT RAISE(ABORT, 'Rows of case_note are never changed or removed'); END;
-- end
