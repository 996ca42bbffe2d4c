create table company (
    id         uuid primary key,
    name       text        not null,
    notes      text        not null default '',
    fields     jsonb       not null default '{}',
    sequence   bigint      not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz
);
create index company_by_name on company (lower(name), id) where removed_at is null;
comment on table company is 'An organisation that customers belong to; a removed one stays as a row, so that the log can tell of it.';

create table company_domain (
    domain     text primary key,
    company_id uuid        not null references company,
    created_at timestamptz not null
);
create index company_domain_company on company_domain (company_id);
comment on table company_domain is 'Whoever writes from a domain belongs to its company, unless somebody has said otherwise; in lower case and ASCII.';

create table company_settling (
    id          uuid primary key,
    domain      text,
    company_id  uuid references company,
    customer_id uuid,
    after_id    uuid,
    created_at  timestamptz not null,
    check (num_nonnulls(domain, company_id, customer_id) = 1)
);
comment on table company_settling is 'Customers whose company is still to be looked up: all of a domain, all of a company, or one; done in batches, in order of id.';

alter table customer
    add column company_id      uuid references company,
    add column company_by_hand boolean not null default false;
comment on column customer.company_id is 'Of a customer and all merged into them: what somebody said, or else the company of one of their addresses (docs/adr/0135).';
comment on column customer.company_by_hand is 'Somebody has said where they belong, or that they belong nowhere: no domain changes it.';
