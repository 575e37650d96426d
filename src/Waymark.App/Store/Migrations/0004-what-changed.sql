-- What workers write down of a child's life: reviews and conferences planned and held, placements, other events. The dates that stand
-- are the child's columns; the newest entry of each kind made them so.

CREATE TABLE change (
    id        {id} PRIMARY KEY,
    child     {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    what      {text} NOT NULL,                    -- an option of the authority's list
    "on"      {day} NOT NULL,
    words     {text},
    "by"      {id} NOT NULL,
    recorded  {instant} NOT NULL
) {strict};

CREATE INDEX change_by_child ON change (child, recorded);

ALTER TABLE child ADD COLUMN report_due {day};
ALTER TABLE child ADD COLUMN last_conference {day};
ALTER TABLE child ADD COLUMN next_conference {day};
ALTER TABLE child ADD COLUMN placed_on {day};

-- only postgresql
CREATE TRIGGER change_stays BEFORE UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- end

-- only sqlite
CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'Rows of change are never changed or removed'); END;
CREATE TRIGGER change_is_not_removed BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'Rows of change are never changed or removed'); END;
-- end
