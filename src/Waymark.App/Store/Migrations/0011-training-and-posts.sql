-- When training was written down, which may be later than when it was completed; and what was asked about whoever was given a post.

ALTER TABLE training ADD COLUMN recorded {day};

CREATE TABLE qualification (
    id         {id} PRIMARY KEY,
    worker     {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    holding    {id} NOT NULL,
    field      {text} NOT NULL,
    answer     {text} NOT NULL,
    by_worker  {id} NOT NULL,
    recorded   {day} NOT NULL
) {strict};

CREATE INDEX qualification_by_worker ON qualification (worker);
