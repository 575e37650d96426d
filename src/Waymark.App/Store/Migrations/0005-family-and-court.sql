-- What a briefing or a referral begins with: who around the child is what to them, since when the child is known and has its legal
-- status, and the court's number.

-- Null: nobody has said what they are to the child.
ALTER TABLE child_person ADD COLUMN kind {text} CHECK (kind IN ('parent', 'sibling', 'extended', 'agency'));

ALTER TABLE child ADD COLUMN opened_on {day};
ALTER TABLE child ADD COLUMN legal_since {day};
ALTER TABLE child ADD COLUMN court_number {text};
