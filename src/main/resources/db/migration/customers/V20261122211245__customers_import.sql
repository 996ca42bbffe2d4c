create table customer_import (
    id         uuid primary key,
    file_name  text        not null,
    actor_kind text        not null,
    actor_id   uuid,
    created    int         not null,
    updated    int         not null,
    at         timestamptz not null,
    undone_at  timestamptz
);
create index customer_import_newest on customer_import (at desc, id desc);
comment on table customer_import is 'A file of customers that was taken in, until it is taken back.';

create table customer_import_row (
    import_id   uuid   not null references customer_import,
    customer_id uuid   not null,
    line        int    not null,
    created     boolean not null,
    sequence    bigint not null,
    points      uuid[] not null default '{}',
    filled      text[] not null default '{}',
    primary key (import_id, customer_id)
);
comment on table customer_import_row is 'What an import did to a customer: made them, or filled in fields and added contact points, and their sequence then.';
