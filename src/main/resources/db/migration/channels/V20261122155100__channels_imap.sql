alter table mailbox drop constraint mailbox_incoming_check;
alter table mailbox add constraint mailbox_incoming_check check (incoming in ('listener', 'imap'));
alter table mailbox add column catch_all boolean not null default false;

create table mailbox_alias (
    address    text primary key check (address = lower(address)),
    mailbox_id uuid not null references mailbox
);
create index mailbox_alias_mailbox on mailbox_alias (mailbox_id);
comment on table mailbox_alias is 'Further addresses of a mailbox: mail to them is its mail, and they are ourselves.';

create table mailbox_imap (
    mailbox_id     uuid primary key references mailbox,
    host           text        not null,
    port           int         not null,
    tls            text        not null check (tls in ('none', 'starttls', 'tls')),
    username       text        not null,
    password       text,
    oauth_provider text check (oauth_provider in ('google', 'microsoft', 'custom')),
    oauth_endpoint text,
    oauth_client   text,
    oauth_secret   text,
    oauth_refresh  text,
    folder         text        not null,
    sent_folder    text,
    since          text        not null,
    after_action   text        not null check (after_action in ('nothing', 'seen', 'move', 'delete')),
    after_folder   text,
    started_at     timestamptz not null,
    account        uuid        not null,
    plus_state     text        not null default 'unknown' check (plus_state in ('unknown', 'testing', 'works', 'fails')),
    plus_message   text,
    plus_tried_at  timestamptz,
    check ((after_action = 'move') = (after_folder is not null)),
    check ((oauth_provider is null) = (oauth_client is null))
);
comment on table mailbox_imap is 'How a mailbox fetches its mail; secrets are encrypted with the key of the data directory. The account changes with server and user: what was known of folders then counts no more.';

create table imap_state (
    mailbox_id      uuid primary key references mailbox,
    phase           text        not null,
    since           timestamptz not null,
    failing_since   timestamptz,
    told            boolean     not null default false,
    last_error      text,
    last_error_at   timestamptz,
    last_fetched_at timestamptz,
    retry_at        timestamptz
);
comment on table imap_state is 'What the fetching of a mailbox is doing, and why it does not when it does not.';

create table imap_cursor (
    mailbox_id    uuid        not null references mailbox,
    folder        text        not null,
    account       uuid        not null,
    uid_validity  bigint      not null,
    last_uid      bigint      not null,
    backlog_since text,
    backlog_uid   bigint      not null,
    backlog_end   bigint      not null,
    backlog_done  int         not null default 0,
    backlog_total int,
    resync        boolean     not null,
    doubtful      boolean     not null default false,
    messages      int         not null,
    looked_at     timestamptz not null,
    primary key (mailbox_id, folder)
);
comment on table imap_cursor is 'How far a folder was taken in: above last_uid is new mail, between backlog_uid and backlog_end are older mails that are still gone through.';

create table imap_after (
    mailbox_id   uuid   not null references mailbox,
    folder       text   not null,
    uid_validity bigint not null,
    uid          bigint not null,
    primary key (mailbox_id, folder, uid_validity, uid)
);
comment on table imap_after is 'Mails that are kept and still have to be marked or moved on their server.';

alter table inbound add column source text not null default 'smtp' check (source in ('smtp', 'imap', 'sent'));
alter table inbound add column imported boolean not null default false;
alter table inbound add column dated_at timestamptz;
create index inbound_nameless on inbound (mailbox_id, body_hash) where message_id is null and source <> 'smtp';
