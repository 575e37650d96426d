-- What a process is counted under, by the figures of its protocol: written with its state, and read by registers alone. What is of
-- its children (team, locality, category) is not here: it is read from the children as they are.

CREATE TABLE figure (
    process_id  {id} NOT NULL REFERENCES process DEFERRABLE INITIALLY DEFERRED,
    figure      {text} NOT NULL,                  -- the pack's id of it
    value       {text} NOT NULL,                  -- an option's id, a stage, a state, or how a clock ended
    PRIMARY KEY (process_id, figure, value)
) {strict};

CREATE INDEX process_by_protocol ON process (protocol, started_at);
