CREATE TABLE drafts (
    id INTEGER NOT NULL CONSTRAINT ck_drafts_one CHECK (id = 1),
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id)
);

CREATE TABLE endpoint_conditions (
    endpoint_id TEXT NOT NULL,
    hold TEXT,
    reason TEXT,
    held_at TIMESTAMP WITH TIME ZONE,
    failures INTEGER NOT NULL,
    failing_since TIMESTAMP WITH TIME ZONE,
    next_try_at TIMESTAMP WITH TIME ZONE,
    last_success_at TIMESTAMP WITH TIME ZONE,
    establishment_code TEXT,
    program_faults INTEGER NOT NULL,
    clock_skew_s INTEGER,
    CONSTRAINT pk_endpoint_conditions PRIMARY KEY (endpoint_id)
);

CREATE TABLE establishment (
    id INTEGER NOT NULL CONSTRAINT ck_establishment_one CHECK (id = 1),
    facts TEXT NOT NULL,
    CONSTRAINT pk_establishment PRIMARY KEY (id)
);

CREATE TABLE ledger (
    seq BIGINT NOT NULL,
    envelope BYTEA NOT NULL,
    leaf TEXT NOT NULL,
    CONSTRAINT pk_ledger PRIMARY KEY (seq)
);

CREATE TABLE meta (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (name)
);

CREATE TABLE stays (
    id TEXT NOT NULL,
    arrival_at TIMESTAMP WITH TIME ZONE NOT NULL,
    planned_departure_at TIMESTAMP WITH TIME ZONE NOT NULL,
    departed_at TIMESTAMP WITH TIME ZONE,
    notifier TEXT NOT NULL,
    reason INTEGER NOT NULL,
    reason_text TEXT,
    room TEXT,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_stays PRIMARY KEY (id)
);

CREATE INDEX ix_stays_arrival_at ON stays (arrival_at);

CREATE INDEX ix_stays_planned_departure_at ON stays (planned_departure_at);

CREATE TABLE volumes (
    number INTEGER NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    next_no INTEGER NOT NULL,
    CONSTRAINT pk_volumes PRIMARY KEY (number)
);

CREATE TABLE guests (
    row_id BIGSERIAL NOT NULL,
    id TEXT NOT NULL,
    stay_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    declaration_id TEXT NOT NULL,
    newest_version INTEGER DEFAULT 1 NOT NULL,
    volume INTEGER NOT NULL,
    register_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    full_name TEXT NOT NULL,
    birth_date DATE NOT NULL,
    birth_precision TEXT NOT NULL,
    sex TEXT NOT NULL,
    nationality TEXT NOT NULL,
    doc_kind INTEGER,
    doc_number TEXT,
    doc_kind_name TEXT,
    doc_issued_on DATE,
    doc_issue_place TEXT,
    phone TEXT,
    residence_kind INTEGER,
    res_province TEXT,
    res_commune TEXT,
    res_address TEXT,
    guardian INTEGER,
    permitted_until DATE,
    passport_kind TEXT,
    passport_expires_on DATE,
    entry_paper_kind TEXT,
    entry_paper_number TEXT,
    entry_paper_until DATE,
    entry_on DATE,
    entry_gate TEXT,
    entry_purpose TEXT,
    border_permit_number TEXT,
    border_permit_until DATE,
    home_address TEXT,
    search_key TEXT NOT NULL,
    CONSTRAINT pk_guests PRIMARY KEY (row_id),
    CONSTRAINT uq_guests_volume_register_no UNIQUE (volume, register_no),
    CONSTRAINT uq_guests_stay_id_position UNIQUE (stay_id, position),
    CONSTRAINT uq_guests_id UNIQUE (id),
    CONSTRAINT fk_guests_stay_id FOREIGN KEY(stay_id) REFERENCES stays (id),
    CONSTRAINT uq_guests_declaration_id UNIQUE (declaration_id),
    CONSTRAINT fk_guests_volume FOREIGN KEY(volume) REFERENCES volumes (number)
);

CREATE INDEX ix_guests_doc_number ON guests (doc_number);

CREATE TABLE ledger_bodies (
    seq BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    body BYTEA NOT NULL,
    CONSTRAINT pk_ledger_bodies PRIMARY KEY (seq),
    CONSTRAINT fk_ledger_bodies_seq FOREIGN KEY(seq) REFERENCES ledger (seq)
);

CREATE TABLE declarations (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    guest_kind TEXT NOT NULL,
    guest_id TEXT NOT NULL,
    stay_id TEXT NOT NULL,
    state TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    arrival_at TIMESTAMP WITH TIME ZONE NOT NULL,
    group_size INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    window_closes_at TIMESTAMP WITH TIME ZONE,
    document BYTEA,
    not_before_at TIMESTAMP WITH TIME ZONE,
    next_attempt_at TIMESTAMP WITH TIME ZONE,
    tries INTEGER NOT NULL,
    grade TEXT NOT NULL,
    proof TEXT,
    may_have_arrived BOOLEAN NOT NULL,
    program_fault BOOLEAN NOT NULL,
    reason TEXT,
    errors TEXT,
    evidence_at TIMESTAMP WITH TIME ZONE,
    officer TEXT,
    lease_owner TEXT,
    lease_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_declarations PRIMARY KEY (id, version),
    CONSTRAINT fk_declarations_guest_id FOREIGN KEY(guest_id) REFERENCES guests (id),
    CONSTRAINT fk_declarations_stay_id FOREIGN KEY(stay_id) REFERENCES stays (id)
);

CREATE INDEX ix_declarations_guest_id ON declarations (guest_id);

CREATE INDEX ix_declarations_state_due_at ON declarations (state, due_at);

CREATE TABLE attempts (
    row_id BIGSERIAL NOT NULL,
    id TEXT NOT NULL,
    declaration_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    wire_sha256 TEXT NOT NULL,
    host TEXT NOT NULL,
    instance TEXT NOT NULL,
    program TEXT NOT NULL,
    CONSTRAINT pk_attempts PRIMARY KEY (row_id),
    CONSTRAINT fk_attempts_declaration_id_version FOREIGN KEY(declaration_id, version) REFERENCES declarations (id, version),
    CONSTRAINT uq_attempts_id UNIQUE (id)
);

CREATE INDEX ix_attempts_declaration_id_version ON attempts (declaration_id, version);

CREATE TABLE wires (
    declaration_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    wire BYTEA NOT NULL,
    CONSTRAINT pk_wires PRIMARY KEY (declaration_id, version, endpoint),
    CONSTRAINT fk_wires_declaration_id_version FOREIGN KEY(declaration_id, version) REFERENCES declarations (id, version)
);

CREATE TABLE attempt_outcomes (
    attempt_id TEXT NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE NOT NULL,
    outcome TEXT NOT NULL,
    state TEXT NOT NULL,
    http_status INTEGER,
    server_date TIMESTAMP WITH TIME ZONE,
    code TEXT,
    CONSTRAINT pk_attempt_outcomes PRIMARY KEY (attempt_id),
    CONSTRAINT fk_attempt_outcomes_attempt_id FOREIGN KEY(attempt_id) REFERENCES attempts (id)
);

CREATE TABLE attempt_replies (
    attempt_id TEXT NOT NULL,
    reply BYTEA NOT NULL,
    CONSTRAINT pk_attempt_replies PRIMARY KEY (attempt_id),
    CONSTRAINT fk_attempt_replies_attempt_id FOREIGN KEY(attempt_id) REFERENCES attempt_outcomes (attempt_id)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' never changes'; END $$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attempt_outcomes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_bodies_no_update BEFORE UPDATE ON ledger_bodies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attempt_replies_no_update BEFORE UPDATE ON attempt_replies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER wires_no_update BEFORE UPDATE ON wires FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER declarations_bytes_stay BEFORE UPDATE ON declarations FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.version <> OLD.version OR (NEW.document IS DISTINCT FROM OLD.document AND NEW.document IS NOT NULL)) EXECUTE FUNCTION refuse_change();

CREATE TABLE schema_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
