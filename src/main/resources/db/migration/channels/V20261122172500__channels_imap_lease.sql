create table imap_lease (
    mailbox_id uuid        primary key references mailbox,
    node       uuid        not null,
    until      timestamptz not null
);
comment on table imap_lease is 'Which node fetches a mailbox: it extends the lease while it runs, and another takes it when it has ended.';
