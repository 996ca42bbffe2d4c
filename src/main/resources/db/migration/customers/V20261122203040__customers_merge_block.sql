alter table customer
    add column merged_into uuid references customer,
    add column merged_root uuid references customer,
    add column merged_at   timestamptz,
    add column merged_by   uuid,
    add column blocked_at  timestamptz,
    add column blocked_by  uuid;
comment on column customer.merged_into is 'Whom they were found to be the same person as; merged_root is the end of that chain (docs/adr/0075).';
comment on column customer.blocked_at is 'Since when nobody wants to hear of them: what they write goes to the junk (docs/adr/0076).';
