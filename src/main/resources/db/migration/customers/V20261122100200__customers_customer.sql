create table customer (
    id         uuid primary key,
    name       text        not null default '',
    language   text,
    notes      text        not null default '',
    sequence   bigint      not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index customer_newest on customer (created_at desc, id desc);
comment on table customer is 'A person outside; one person over all brands. An erased person stays as a blank row.';

create table contact_point (
    id          uuid primary key,
    customer_id uuid        not null references customer,
    kind        text        not null check (kind in ('email', 'phone')),
    value       text        not null,
    normalized  text        not null,
    verified    boolean     not null default false,
    created_at  timestamptz not null,
    unique (kind, normalized)
);
create index contact_point_customer on contact_point (customer_id);
comment on table contact_point is 'A way to reach a customer: an address or number as written and as compared; it belongs to one customer at a time.';

create table customer_inbox (
    customer_id uuid not null references customer,
    inbox_id    uuid not null,
    primary key (customer_id, inbox_id)
);
create index customer_inbox_inbox on customer_inbox (inbox_id, customer_id);
comment on table customer_inbox is 'Through which inboxes a customer has been met; who sees none of them does not see the customer.';
