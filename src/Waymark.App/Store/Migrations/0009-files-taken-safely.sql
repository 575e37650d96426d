-- Where a file's bytes lie, and what the virus scanner said of them.

-- Derived from the bytes and a secret of the child, so that a place on the disk says nothing of another child's; null: under the file's own id.
ALTER TABLE document ADD COLUMN address {text};

-- unscanned, waiting (nobody can open it), clean, infected (the bytes are gone).
ALTER TABLE document ADD COLUMN scan {text} NOT NULL DEFAULT 'unscanned';
ALTER TABLE document ADD COLUMN scanned_at {instant};

-- Not before then: the scanner could not look through it.
ALTER TABLE document ADD COLUMN scan_again_at {instant};

CREATE INDEX document_by_address ON document (address);
CREATE INDEX document_to_scan ON document (scan, uploaded_at) WHERE scan IN ('waiting', 'unscanned');

-- The secret of a child, or of a process that is about none.
CREATE TABLE file_salt (
    owner  {id} PRIMARY KEY,
    salt   {bytes} NOT NULL
) {strict};
