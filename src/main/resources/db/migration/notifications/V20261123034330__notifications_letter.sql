alter table notification
    add column mail_at timestamptz,
    add column letter  uuid;
alter table notification_preference
    add column mail_kinds text[] not null default '{mention,assigned,failed}',
    add column mail_after int not null default 10 check (mail_after between 1 and 1440),
    add column digest text check (digest in ('daily', 'weekly')),
    add column digest_day int check (digest_day between 1 and 7),
    add column digest_hour int check (digest_hour between 0 and 23),
    add column digest_zone text,
    add column digest_at timestamptz,
    add check (num_nulls(digest, digest_day, digest_hour, digest_zone, digest_at) in (0, 5));
create table notification_letter (
    id          uuid        primary key,
    agent_id    uuid        not null,
    kind        text        not null check (kind in ('notices', 'digest')),
    state       text        not null check (state in ('waiting', 'sent', 'empty', 'failed')),
    due_at      timestamptz not null,
    attempts    int         not null default 0,
    created_at  timestamptz not null,
    finished_at timestamptz,
    check ((state = 'waiting') = (finished_at is null))
);
create unique index notification_letter_waiting on notification_letter (agent_id, kind) where state = 'waiting';
create index notification_letter_due on notification_letter (due_at) where state = 'waiting';
create index notification_letter_old on notification_letter (finished_at) where finished_at is not null;
comment on table notification_letter is 'What an agent is told by mail: what it says is made when it is sent, with the rights of that moment. Forgotten after 30 days.';
