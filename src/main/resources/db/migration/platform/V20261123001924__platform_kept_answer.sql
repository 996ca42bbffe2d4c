create table kept_answer (
    caller       text        not null,
    key          text        not null,
    fingerprint  bytea       not null,
    rights       bytea       not null,
    status       int         not null,
    content_type text,
    etag         text,
    body         bytea,
    kept_until   timestamptz not null,
    primary key (caller, key)
);
create index kept_answer_old on kept_answer (kept_until);
comment on table kept_answer is 'What was answered to a write with an Idempotency-Key, for a day; without the body where it held a secret or somebody''s words had to go.';

drop table posted_once;
drop table macro_run;
