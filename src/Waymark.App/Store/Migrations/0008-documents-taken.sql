-- Documents that a worker asked to take away, whether the child's worker agreed, and when it was used: once, within some days.

CREATE TABLE agreement (
    id           {id} PRIMARY KEY,
    document_id  {id} NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
    child_id     {id} NOT NULL REFERENCES child DEFERRABLE INITIALLY DEFERRED,
    worker       {id} NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
    need         {text} NOT NULL,
    asked_at     {instant} NOT NULL,
    answered_at  {instant},
    answered_by  {id},
    agreed       {flag},
    note         {text},
    until        {instant},
    used_at      {instant}
) {strict};

CREATE INDEX agreement_by_child ON agreement (child_id, answered_at);
CREATE INDEX agreement_by_worker ON agreement (worker, document_id);
