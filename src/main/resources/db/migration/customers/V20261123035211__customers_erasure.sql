create table erasure (
    id          uuid primary key,
    customer_id uuid        not null references customer,
    family      uuid[]      not null,
    addresses   text[]      not null,
    reason      text        not null check (reason in ('request', 'consent', 'purpose', 'objection', 'unlawful')),
    total       bigint      not null,
    counts      jsonb       not null default '{}',
    actor_kind  text        not null,
    actor_id    uuid,
    begun_at    timestamptz not null,
    finished_at timestamptz,
    hash        text,
    check ((finished_at is null) = (hash is null))
);
create index erasure_newest on erasure (begun_at desc, id desc);
create index erasure_customer on erasure (customer_id, begun_at desc);
create unique index erasure_once on erasure (customer_id) where finished_at is null;
comment on table erasure is 'People whose data is forgotten, or was: how much and why, never what. The addresses are needed until it is done, and emptied then.';
