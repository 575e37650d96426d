-- Notices by e-mail: what became of each letter, and whether its recipient wants one a day.

ALTER TABLE notice ADD COLUMN attempts {int} NOT NULL DEFAULT 0;
ALTER TABLE notice ADD COLUMN next_attempt_at {instant};
ALTER TABLE notice ADD COLUMN failure {text};
ALTER TABLE notice ADD COLUMN opened_at {instant};

-- Null: each notice as it comes; else the hour of the day, local, at which one letter holds all that wait.
ALTER TABLE worker ADD COLUMN letter_hour {int};

CREATE INDEX notice_by_process ON notice (process_id, sequence);
