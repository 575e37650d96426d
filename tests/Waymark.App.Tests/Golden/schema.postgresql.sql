absence.id uuid NOT NULL
absence.worker uuid NOT NULL
absence.from date NOT NULL
absence.to date
absence.deputy uuid
absence: absence_deputy_fkey FOREIGN KEY (deputy) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
absence: absence_pkey PRIMARY KEY (id)
absence: absence_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX absence_by_worker ON public.absence USING btree (worker)
CREATE UNIQUE INDEX absence_pkey ON public.absence USING btree (id)
CREATE TRIGGER absence_counts AFTER INSERT OR DELETE OR UPDATE ON public.absence FOR EACH STATEMENT EXECUTE FUNCTION count_register()
access_reason.id uuid NOT NULL
access_reason.worker uuid NOT NULL
access_reason.child_id uuid NOT NULL
access_reason.given_at bigint NOT NULL
access_reason.until bigint NOT NULL
access_reason.reason text COLLATE C NOT NULL
access_reason.kind text COLLATE C NOT NULL DEFAULT 'wider'::text
access_reason.review_due date
access_reason.reviewed_at bigint
access_reason.reviewed_by uuid
access_reason.result text COLLATE C
access_reason.review_note text COLLATE C
access_reason: access_reason_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
access_reason: access_reason_kind_check CHECK ((kind = ANY (ARRAY['wider'::text, 'emergency'::text])))
access_reason: access_reason_pkey PRIMARY KEY (id)
access_reason: access_reason_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX access_reason_by_child ON public.access_reason USING btree (child_id)
CREATE INDEX access_reason_by_review ON public.access_reason USING btree (reviewed_at, given_at)
CREATE INDEX access_reason_by_worker ON public.access_reason USING btree (worker, child_id)
CREATE UNIQUE INDEX access_reason_pkey ON public.access_reason USING btree (id)
CREATE TRIGGER access_reason_stays BEFORE UPDATE OF id, worker, child_id, given_at, reason, kind ON public.access_reason FOR EACH ROW EXECUTE FUNCTION refuse_change()
agreement.id uuid NOT NULL
agreement.document_id uuid NOT NULL
agreement.child_id uuid NOT NULL
agreement.worker uuid NOT NULL
agreement.need text COLLATE C NOT NULL
agreement.asked_at bigint NOT NULL
agreement.answered_at bigint
agreement.answered_by uuid
agreement.agreed boolean
agreement.note text COLLATE C
agreement.until bigint
agreement.used_at bigint
agreement: agreement_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
agreement: agreement_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED
agreement: agreement_pkey PRIMARY KEY (id)
agreement: agreement_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX agreement_by_child ON public.agreement USING btree (child_id, answered_at)
CREATE INDEX agreement_by_worker ON public.agreement USING btree (worker, document_id)
CREATE UNIQUE INDEX agreement_pkey ON public.agreement USING btree (id)
allocation.id uuid NOT NULL
allocation.child uuid NOT NULL
allocation.worker uuid NOT NULL
allocation.post text COLLATE C NOT NULL
allocation.from date NOT NULL
allocation.to date
allocation: allocation_child_fkey FOREIGN KEY (child) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
allocation: allocation_pkey PRIMARY KEY (id)
allocation: allocation_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX allocation_by_child ON public.allocation USING btree (child)
CREATE INDEX allocation_by_worker ON public.allocation USING btree (worker)
CREATE UNIQUE INDEX allocation_pkey ON public.allocation USING btree (id)
audit_entry.number bigint NOT NULL IDENTITY ALWAYS
audit_entry.at bigint NOT NULL
audit_entry.clock_offset bigint NOT NULL
audit_entry.worker uuid
audit_entry.for_worker uuid
audit_entry.posts text COLLATE C
audit_entry.session text COLLATE C
audit_entry.address text COLLATE C
audit_entry.request text COLLATE C
audit_entry.action text COLLATE C NOT NULL
audit_entry.what text COLLATE C NOT NULL
audit_entry.outcome text COLLATE C NOT NULL
audit_entry.child_id uuid
audit_entry.process_id uuid
audit_entry.workstep_id uuid
audit_entry.document_id uuid
audit_entry.first_event integer
audit_entry.last_event integer
audit_entry.fields text COLLATE C
audit_entry.terms text COLLATE C
audit_entry.shown text COLLATE C
audit_entry.reason text COLLATE C
audit_entry: audit_entry_pkey PRIMARY KEY (number)
CREATE INDEX audit_by_at ON public.audit_entry USING btree (at)
CREATE INDEX audit_by_child ON public.audit_entry USING btree (child_id, number)
CREATE INDEX audit_by_worker ON public.audit_entry USING btree (worker, number)
CREATE INDEX audit_by_worker_at ON public.audit_entry USING btree (worker, at)
CREATE UNIQUE INDEX audit_entry_pkey ON public.audit_entry USING btree (number)
CREATE TRIGGER audit_entry_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
audit_export.id uuid NOT NULL
audit_export.asked_by uuid NOT NULL
audit_export.asked_at bigint NOT NULL
audit_export.reason text COLLATE C NOT NULL
audit_export.child_id uuid
audit_export.worker uuid
audit_export.from date NOT NULL
audit_export.to date NOT NULL
audit_export.answered_by uuid
audit_export.answered_at bigint
audit_export.released boolean
audit_export.until bigint
audit_export.taken_at bigint
audit_export: audit_export_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
audit_export: audit_export_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
audit_export: audit_export_check CHECK ((answered_by <> asked_by))
audit_export: audit_export_check1 CHECK (((worker IS NULL) OR (answered_by <> worker)))
audit_export: audit_export_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
audit_export: audit_export_pkey PRIMARY KEY (id)
audit_export: audit_export_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX audit_export_by_asker ON public.audit_export USING btree (asked_by, asked_at)
CREATE INDEX audit_export_waiting ON public.audit_export USING btree (asked_at) WHERE (answered_at IS NULL)
CREATE UNIQUE INDEX audit_export_pkey ON public.audit_export USING btree (id)
audit_seal.place bigint NOT NULL
audit_seal.entry bigint NOT NULL
audit_seal.sealed_at bigint NOT NULL
audit_seal.hash bytea NOT NULL
audit_seal: audit_seal_entry_fkey FOREIGN KEY (entry) REFERENCES audit_entry(number) DEFERRABLE INITIALLY DEFERRED
audit_seal: audit_seal_entry_key UNIQUE (entry)
audit_seal: audit_seal_pkey PRIMARY KEY (place)
CREATE UNIQUE INDEX audit_seal_entry_key ON public.audit_seal USING btree (entry)
CREATE UNIQUE INDEX audit_seal_pkey ON public.audit_seal USING btree (place)
CREATE TRIGGER audit_seal_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
case_note.id uuid NOT NULL
case_note.process_id uuid
case_note.child_id uuid
case_note.type text COLLATE C NOT NULL
case_note.by_worker uuid NOT NULL
case_note.begun_at bigint NOT NULL
case_note.recorded_at bigint NOT NULL
case_note.last_at bigint NOT NULL
case_note.text text COLLATE C
case_note.in_error_at bigint
case_note.in_error_by uuid
case_note.in_error_reason text COLLATE C
case_note: case_note_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
case_note: case_note_pkey PRIMARY KEY (id)
case_note: case_note_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX case_note_by_child ON public.case_note USING btree (child_id, last_at)
CREATE INDEX case_note_by_process ON public.case_note USING btree (process_id)
CREATE UNIQUE INDEX case_note_pkey ON public.case_note USING btree (id)
CREATE TRIGGER case_note_in_error_stays BEFORE UPDATE ON public.case_note FOR EACH ROW WHEN ((old.in_error_at IS NOT NULL)) EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_note_is_kept BEFORE DELETE ON public.case_note FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_note_stays BEFORE UPDATE OF id, process_id, child_id, type, by_worker, begun_at, recorded_at, last_at, text ON public.case_note FOR EACH ROW WHEN ((old.process_id IS NULL)) EXECUTE FUNCTION refuse_change()
change.id uuid NOT NULL
change.child uuid NOT NULL
change.what text COLLATE C NOT NULL
change.on date NOT NULL
change.words text COLLATE C
change.by uuid NOT NULL
change.recorded bigint NOT NULL
change: change_child_fkey FOREIGN KEY (child) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
change: change_pkey PRIMARY KEY (id)
CREATE INDEX change_by_child ON public.change USING btree (child, recorded)
CREATE UNIQUE INDEX change_pkey ON public.change USING btree (id)
CREATE TRIGGER change_stays BEFORE DELETE OR UPDATE ON public.change FOR EACH ROW EXECUTE FUNCTION refuse_change()
child.id uuid NOT NULL
child.number integer NOT NULL
child.name text COLLATE C NOT NULL
child.name_key text COLLATE C NOT NULL
child.born date NOT NULL
child.address text COLLATE C
child.locality text COLLATE C
child.team text COLLATE C
child.legal_status text COLLATE C
child.plan text COLLATE C
child.case_open boolean NOT NULL
child.last_review date
child.next_review date
child.report_due date
child.last_conference date
child.next_conference date
child.placed_on date
child.opened_on date
child.legal_since date
child.court_number text COLLATE C
child: child_number_key UNIQUE (number)
child: child_pkey PRIMARY KEY (id)
CREATE INDEX child_by_birth ON public.child USING btree (born)
CREATE INDEX child_by_name ON public.child USING btree (name_key)
CREATE UNIQUE INDEX child_number_key ON public.child USING btree (number)
CREATE UNIQUE INDEX child_pkey ON public.child USING btree (id)
child_name_part.part_key text COLLATE C NOT NULL
child_name_part.child_id uuid NOT NULL
child_name_part: child_name_part_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
child_name_part: child_name_part_pkey PRIMARY KEY (part_key, child_id)
CREATE INDEX child_name_part_by_child ON public.child_name_part USING btree (child_id)
CREATE UNIQUE INDEX child_name_part_pkey ON public.child_name_part USING btree (part_key, child_id)
child_person.id uuid NOT NULL
child_person.child_id uuid NOT NULL
child_person.name text COLLATE C NOT NULL
child_person.relation text COLLATE C NOT NULL
child_person.kind text COLLATE C
child_person: child_person_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
child_person: child_person_kind_check CHECK ((kind = ANY (ARRAY['parent'::text, 'sibling'::text, 'extended'::text, 'agency'::text])))
child_person: child_person_pkey PRIMARY KEY (id)
CREATE INDEX child_person_by_child ON public.child_person USING btree (child_id)
CREATE UNIQUE INDEX child_person_pkey ON public.child_person USING btree (id)
clock.id uuid NOT NULL
clock.process_id uuid NOT NULL
clock.workstep_id uuid
clock.request_id uuid
clock.definition text COLLATE C NOT NULL
clock.due_on date NOT NULL
clock.ends_at bigint NOT NULL
clock.near_at bigint
clock.status text COLLATE C NOT NULL
clock: clock_pkey PRIMARY KEY (id)
clock: clock_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
clock: clock_status_check CHECK ((status = ANY (ARRAY['running'::text, 'near'::text, 'run_out'::text, 'stopped'::text])))
CREATE INDEX clock_by_process ON public.clock USING btree (process_id)
CREATE INDEX clock_by_workstep ON public.clock USING btree (workstep_id)
CREATE INDEX clock_running ON public.clock USING btree (ends_at) WHERE (status = ANY (ARRAY['running'::text, 'near'::text]))
CREATE UNIQUE INDEX clock_pkey ON public.clock USING btree (id)
concern.process_id uuid NOT NULL
concern.child_id uuid
concern.protocol text COLLATE C NOT NULL
concern.status text COLLATE C NOT NULL
concern.stage text COLLATE C NOT NULL
concern.rank integer
concern.owner uuid NOT NULL
concern.turn text COLLATE C NOT NULL
concern.standing text COLLATE C NOT NULL
concern.due_on date
concern.ends_at bigint
concern.started_at bigint NOT NULL
concern.closed_at bigint
concern.outcome text COLLATE C
concern: concern_pkey PRIMARY KEY (process_id)
concern: concern_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
concern: concern_standing_check CHECK ((standing = ANY (ARRAY['none'::text, 'waiting'::text, 'returned'::text])))
concern: concern_status_check CHECK ((status = ANY (ARRAY['open'::text, 'ended'::text, 'cancelled'::text])))
CREATE INDEX concern_by_child ON public.concern USING btree (child_id)
CREATE INDEX concern_by_due ON public.concern USING btree (status, ends_at)
CREATE INDEX concern_by_owner ON public.concern USING btree (owner, status)
CREATE INDEX concern_by_stage ON public.concern USING btree (stage, status)
CREATE INDEX concern_by_start ON public.concern USING btree (started_at)
CREATE UNIQUE INDEX concern_pkey ON public.concern USING btree (process_id)
counter.name text COLLATE C NOT NULL
counter.next bigint NOT NULL
counter: counter_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX counter_pkey ON public.counter USING btree (name)
document.id uuid NOT NULL
document.process_id uuid
document.workstep_id uuid
document.child_id uuid
document.name text COLLATE C NOT NULL
document.media_type text COLLATE C NOT NULL
document.bytes bigint NOT NULL
document.sha256 text COLLATE C NOT NULL
document.uploaded_at bigint NOT NULL
document.uploaded_by uuid NOT NULL
document.address text COLLATE C
document.scan text COLLATE C NOT NULL DEFAULT 'unscanned'::text
document.scanned_at bigint
document.scan_again_at bigint
document: document_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
document: document_pkey PRIMARY KEY (id)
document: document_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
document: document_workstep_id_fkey FOREIGN KEY (workstep_id) REFERENCES workstep(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX document_by_address ON public.document USING btree (address)
CREATE INDEX document_by_child ON public.document USING btree (child_id, uploaded_at)
CREATE INDEX document_by_process ON public.document USING btree (process_id)
CREATE INDEX document_by_workstep ON public.document USING btree (workstep_id)
CREATE INDEX document_to_scan ON public.document USING btree (scan, uploaded_at) WHERE (scan = ANY (ARRAY['waiting'::text, 'unscanned'::text]))
CREATE UNIQUE INDEX document_pkey ON public.document USING btree (id)
draft.worker uuid NOT NULL
draft.workstep_id uuid NOT NULL
draft.section text COLLATE C NOT NULL
draft.answers text COLLATE C NOT NULL
draft.saved_at bigint NOT NULL
draft: draft_pkey PRIMARY KEY (worker, workstep_id, section)
draft: draft_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
draft: draft_workstep_id_fkey FOREIGN KEY (workstep_id) REFERENCES workstep(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX draft_by_age ON public.draft USING btree (saved_at)
CREATE INDEX draft_by_workstep ON public.draft USING btree (workstep_id)
CREATE UNIQUE INDEX draft_pkey ON public.draft USING btree (worker, workstep_id, section)
event.process_id uuid NOT NULL
event.sequence integer NOT NULL
event.happened_at bigint NOT NULL
event.recorded_at bigint NOT NULL
event.by_worker uuid NOT NULL
event.for_worker uuid
event.reason text COLLATE C
event.type text COLLATE C NOT NULL
event.data text COLLATE C NOT NULL
event: event_pkey PRIMARY KEY (process_id, sequence)
event: event_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (process_id, sequence)
CREATE TRIGGER event_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
exclusion.id uuid NOT NULL
exclusion.worker uuid NOT NULL
exclusion.child_id uuid NOT NULL
exclusion.reason text COLLATE C NOT NULL
exclusion.by_worker uuid NOT NULL
exclusion.begun_at bigint NOT NULL
exclusion.ended_at bigint
exclusion.ended_by uuid
exclusion: exclusion_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
exclusion: exclusion_pkey PRIMARY KEY (id)
exclusion: exclusion_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX exclusion_by_child ON public.exclusion USING btree (child_id)
CREATE INDEX exclusion_by_worker ON public.exclusion USING btree (worker, child_id)
CREATE UNIQUE INDEX exclusion_pkey ON public.exclusion USING btree (id)
figure.process_id uuid NOT NULL
figure.figure text COLLATE C NOT NULL
figure.value text COLLATE C NOT NULL
figure: figure_pkey PRIMARY KEY (process_id, figure, value)
figure: figure_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
CREATE UNIQUE INDEX figure_pkey ON public.figure USING btree (process_id, figure, value)
file_salt.owner uuid NOT NULL
file_salt.salt bytea NOT NULL
file_salt: file_salt_pkey PRIMARY KEY (owner)
CREATE UNIQUE INDEX file_salt_pkey ON public.file_salt USING btree (owner)
holding.id uuid NOT NULL
holding.worker uuid NOT NULL
holding.post text COLLATE C NOT NULL
holding.team text COLLATE C
holding.locality text COLLATE C
holding.from date NOT NULL
holding.to date
holding: holding_pkey PRIMARY KEY (id)
holding: holding_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX holding_by_worker ON public.holding USING btree (worker)
CREATE UNIQUE INDEX holding_pkey ON public.holding USING btree (id)
CREATE TRIGGER holding_counts AFTER INSERT OR DELETE OR UPDATE ON public.holding FOR EACH STATEMENT EXECUTE FUNCTION count_register()
lease.name text COLLATE C NOT NULL
lease.holder uuid NOT NULL
lease.until bigint NOT NULL
lease: lease_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX lease_pkey ON public.lease USING btree (name)
let_in.id uuid NOT NULL
let_in.restriction uuid NOT NULL
let_in.worker uuid NOT NULL
let_in.by_worker uuid NOT NULL
let_in.begun_at bigint NOT NULL
let_in.until bigint NOT NULL
let_in.ended_at bigint
let_in: let_in_pkey PRIMARY KEY (id)
let_in: let_in_restriction_fkey FOREIGN KEY (restriction) REFERENCES restriction(id) DEFERRABLE INITIALLY DEFERRED
let_in: let_in_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX let_in_by_restriction ON public.let_in USING btree (restriction, worker)
CREATE UNIQUE INDEX let_in_pkey ON public.let_in USING btree (id)
migration.number integer NOT NULL
migration.name text COLLATE C NOT NULL
migration.fingerprint text COLLATE C NOT NULL
migration.run_at bigint NOT NULL
migration: migration_pkey PRIMARY KEY (number)
CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (number)
notice.id uuid NOT NULL
notice.process_id uuid NOT NULL
notice.sequence integer NOT NULL
notice.definition text COLLATE C NOT NULL
notice.recipient uuid NOT NULL
notice.channel text COLLATE C NOT NULL
notice.label text COLLATE C NOT NULL
notice.rule text COLLATE C NOT NULL
notice.due_on date
notice.workstep_id uuid
notice.request_id uuid
notice.created_at bigint NOT NULL
notice.sent_at bigint
notice.read_at bigint
notice.acknowledged_at bigint
notice.attempts integer NOT NULL DEFAULT 0
notice.next_attempt_at bigint
notice.failure text COLLATE C
notice.opened_at bigint
notice: notice_channel_check CHECK ((channel = ANY (ARRAY['in_app'::text, 'email'::text, 'acknowledged'::text])))
notice: notice_pkey PRIMARY KEY (id)
notice: notice_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
notice: notice_process_id_sequence_definition_recipient_channel_key UNIQUE (process_id, sequence, definition, recipient, channel)
notice: notice_recipient_fkey FOREIGN KEY (recipient) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX notice_by_process ON public.notice USING btree (process_id, sequence)
CREATE INDEX notice_by_recipient ON public.notice USING btree (recipient, created_at)
CREATE INDEX notice_unread ON public.notice USING btree (recipient, created_at) WHERE ((read_at IS NULL) AND (channel <> 'email'::text))
CREATE INDEX notice_unsent ON public.notice USING btree (created_at) WHERE ((sent_at IS NULL) AND (channel = 'email'::text))
CREATE UNIQUE INDEX notice_pkey ON public.notice USING btree (id)
CREATE UNIQUE INDEX notice_process_id_sequence_definition_recipient_channel_key ON public.notice USING btree (process_id, sequence, definition, recipient, channel)
operation.key uuid NOT NULL
operation.worker uuid NOT NULL
operation.at bigint NOT NULL
operation.process_id uuid
operation.result text COLLATE C NOT NULL
operation: operation_pkey PRIMARY KEY (key)
CREATE INDEX operation_by_age ON public.operation USING btree (at)
CREATE UNIQUE INDEX operation_pkey ON public.operation USING btree (key)
pack_version.fingerprint text COLLATE C NOT NULL
pack_version.published_at bigint NOT NULL
pack_version.by_worker uuid NOT NULL
pack_version.files text COLLATE C NOT NULL
pack_version: pack_version_pkey PRIMARY KEY (fingerprint)
CREATE UNIQUE INDEX pack_version_pkey ON public.pack_version USING btree (fingerprint)
placement.id uuid NOT NULL
placement.child uuid NOT NULL
placement.home text COLLATE C NOT NULL
placement.from date NOT NULL
placement.to date
placement: placement_child_fkey FOREIGN KEY (child) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
placement: placement_pkey PRIMARY KEY (id)
CREATE INDEX placement_by_child ON public.placement USING btree (child)
CREATE INDEX placement_by_home ON public.placement USING btree (home)
CREATE UNIQUE INDEX placement_pkey ON public.placement USING btree (id)
process.id uuid NOT NULL
process.number integer NOT NULL
process.protocol text COLLATE C NOT NULL
process.version text COLLATE C NOT NULL
process.pack text COLLATE C NOT NULL
process.status text COLLATE C NOT NULL
process.raised_by uuid NOT NULL
process.raiser uuid NOT NULL
process.started_at bigint NOT NULL
process.closed_at bigint
process.end_state text COLLATE C
process.came_from_process uuid
process.came_from_workstep uuid
process.events integer NOT NULL
process.document text COLLATE C NOT NULL
process: process_number_key UNIQUE (number)
process: process_pkey PRIMARY KEY (id)
process: process_status_check CHECK ((status = ANY (ARRAY['open'::text, 'ended'::text, 'cancelled'::text])))
CREATE INDEX process_by_origin ON public.process USING btree (came_from_process) WHERE (came_from_process IS NOT NULL)
CREATE INDEX process_by_protocol ON public.process USING btree (protocol, started_at)
CREATE INDEX process_by_start ON public.process USING btree (started_at)
CREATE UNIQUE INDEX process_number_key ON public.process USING btree (number)
CREATE UNIQUE INDEX process_pkey ON public.process USING btree (id)
process_child.process_id uuid NOT NULL
process_child.child_id uuid NOT NULL
process_child: process_child_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
process_child: process_child_pkey PRIMARY KEY (process_id, child_id)
process_child: process_child_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX process_child_by_child ON public.process_child USING btree (child_id, process_id)
CREATE UNIQUE INDEX process_child_pkey ON public.process_child USING btree (process_id, child_id)
qualification.id uuid NOT NULL
qualification.worker uuid NOT NULL
qualification.holding uuid NOT NULL
qualification.field text COLLATE C NOT NULL
qualification.answer text COLLATE C NOT NULL
qualification.by_worker uuid NOT NULL
qualification.recorded date NOT NULL
qualification: qualification_pkey PRIMARY KEY (id)
qualification: qualification_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX qualification_by_worker ON public.qualification USING btree (worker)
CREATE UNIQUE INDEX qualification_pkey ON public.qualification USING btree (id)
request.id uuid NOT NULL
request.process_id uuid NOT NULL
request.workstep_id uuid NOT NULL
request.ordinal integer NOT NULL
request.definition text COLLATE C NOT NULL
request.sender uuid NOT NULL
request.holder uuid NOT NULL
request.status text COLLATE C NOT NULL
request.sent_at bigint NOT NULL
request.answered_at bigint
request: request_pkey PRIMARY KEY (id)
request: request_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
request: request_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'completed'::text, 'returned'::text, 'withdrawn'::text])))
request: request_workstep_id_fkey FOREIGN KEY (workstep_id) REFERENCES workstep(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX request_awaited_by_holder ON public.request USING btree (holder, sent_at) WHERE (status = 'sent'::text)
CREATE INDEX request_awaited_by_sender ON public.request USING btree (sender, sent_at) WHERE (status = 'sent'::text)
CREATE INDEX request_by_process ON public.request USING btree (process_id, ordinal)
CREATE INDEX request_by_workstep ON public.request USING btree (workstep_id)
CREATE UNIQUE INDEX request_pkey ON public.request USING btree (id)
restriction.id uuid NOT NULL
restriction.child_id uuid NOT NULL
restriction.kind text COLLATE C NOT NULL
restriction.reason text COLLATE C NOT NULL
restriction.by_worker uuid NOT NULL
restriction.begun_at bigint NOT NULL
restriction.until bigint
restriction.lift_by uuid
restriction.ended_at bigint
restriction.ended_by uuid
restriction: restriction_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
restriction: restriction_kind_check CHECK ((kind = ANY (ARRAY['restricted'::text, 'sealed'::text])))
restriction: restriction_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX restriction_in_force ON public.restriction USING btree (child_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX restriction_pkey ON public.restriction USING btree (id)
session.token_hash text COLLATE C NOT NULL
session.worker uuid NOT NULL
session.started_at bigint NOT NULL
session.seen_at bigint NOT NULL
session.ends_at bigint NOT NULL
session: session_pkey PRIMARY KEY (token_hash)
session: session_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX session_by_end ON public.session USING btree (ends_at)
CREATE INDEX session_by_worker ON public.session USING btree (worker)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
setting.key text COLLATE C NOT NULL
setting.value text COLLATE C NOT NULL
setting: setting_pkey PRIMARY KEY (key)
CREATE UNIQUE INDEX setting_pkey ON public.setting USING btree (key)
timer.kind text COLLATE C NOT NULL
timer.subject uuid NOT NULL
timer.due_at bigint NOT NULL
timer.version bigint NOT NULL
timer: timer_pkey PRIMARY KEY (kind, subject)
CREATE INDEX timer_by_due ON public.timer USING btree (due_at)
CREATE UNIQUE INDEX timer_pkey ON public.timer USING btree (kind, subject)
training.id uuid NOT NULL
training.worker uuid NOT NULL
training.module text COLLATE C NOT NULL
training.completed date NOT NULL
training.confirmed_by uuid NOT NULL
training.until date
training.recorded date
training: training_pkey PRIMARY KEY (id)
training: training_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX training_by_worker ON public.training USING btree (worker)
CREATE UNIQUE INDEX training_pkey ON public.training USING btree (id)
CREATE TRIGGER training_counts AFTER INSERT OR DELETE OR UPDATE ON public.training FOR EACH STATEMENT EXECUTE FUNCTION count_register()
unusual_review.id uuid NOT NULL
unusual_review.worker uuid NOT NULL
unusual_review.day date NOT NULL
unusual_review.child_id uuid
unusual_review.signs text COLLATE C NOT NULL
unusual_review.result text COLLATE C NOT NULL
unusual_review.note text COLLATE C NOT NULL
unusual_review.by_worker uuid NOT NULL
unusual_review.at bigint NOT NULL
unusual_review: unusual_review_by_worker_fkey FOREIGN KEY (by_worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
unusual_review: unusual_review_check CHECK ((by_worker <> worker))
unusual_review: unusual_review_child_id_fkey FOREIGN KEY (child_id) REFERENCES child(id) DEFERRABLE INITIALLY DEFERRED
unusual_review: unusual_review_pkey PRIMARY KEY (id)
unusual_review: unusual_review_result_check CHECK ((result = ANY (ARRAY['expected'::text, 'followed_up'::text])))
unusual_review: unusual_review_worker_fkey FOREIGN KEY (worker) REFERENCES worker(id) DEFERRABLE INITIALLY DEFERRED
CREATE INDEX unusual_review_by_at ON public.unusual_review USING btree (at)
CREATE INDEX unusual_review_by_day ON public.unusual_review USING btree (day, worker)
CREATE UNIQUE INDEX unusual_review_pkey ON public.unusual_review USING btree (id)
CREATE TRIGGER unusual_review_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.unusual_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
worker.id uuid NOT NULL
worker.name text COLLATE C NOT NULL
worker.name_key text COLLATE C NOT NULL
worker.organisation text COLLATE C NOT NULL
worker.email text COLLATE C
worker.login text COLLATE C
worker.password_hash text COLLATE C
worker.failed_sign_ins integer NOT NULL DEFAULT 0
worker.locked_until bigint
worker.left_on date
worker.letter_hour integer
worker.postcode text COLLATE C
worker: worker_login_key UNIQUE (login)
worker: worker_pkey PRIMARY KEY (id)
CREATE INDEX worker_by_name ON public.worker USING btree (name_key)
CREATE UNIQUE INDEX worker_login_key ON public.worker USING btree (login)
CREATE UNIQUE INDEX worker_pkey ON public.worker USING btree (id)
CREATE TRIGGER worker_counts AFTER INSERT OR DELETE OR UPDATE OF name, organisation, email, left_on ON public.worker FOR EACH STATEMENT EXECUTE FUNCTION count_register()
workstep.id uuid NOT NULL
workstep.process_id uuid NOT NULL
workstep.ordinal integer NOT NULL
workstep.child_id uuid
workstep.definition text COLLATE C NOT NULL
workstep.rank integer
workstep.holder uuid NOT NULL
workstep.status text COLLATE C NOT NULL
workstep.standing text COLLATE C NOT NULL
workstep.priority text COLLATE C
workstep.opened_at bigint NOT NULL
workstep.begun_at bigint
workstep.scheduled_on date
workstep.closed_at bigint
workstep.closed_by uuid
workstep.superseded boolean NOT NULL
workstep.document text COLLATE C NOT NULL
workstep: workstep_pkey PRIMARY KEY (id)
workstep: workstep_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id) DEFERRABLE INITIALLY DEFERRED
workstep: workstep_standing_check CHECK ((standing = ANY (ARRAY['none'::text, 'waiting'::text, 'returned'::text])))
workstep: workstep_status_check CHECK ((status = ANY (ARRAY['open'::text, 'finished'::text, 'cancelled'::text])))
CREATE INDEX workstep_by_child ON public.workstep USING btree (child_id, opened_at)
CREATE INDEX workstep_by_process ON public.workstep USING btree (process_id, ordinal)
CREATE INDEX workstep_open ON public.workstep USING btree (definition, opened_at) WHERE (status = 'open'::text)
CREATE INDEX workstep_open_by_holder ON public.workstep USING btree (holder, opened_at) WHERE (status = 'open'::text)
CREATE UNIQUE INDEX workstep_pkey ON public.workstep USING btree (id)
CREATE OR REPLACE FUNCTION public.count_register()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE counter SET next = next + 1 WHERE name = 'register';
    RETURN NULL;
END $function$

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed', TG_TABLE_NAME;
END $function$

