alter table contact_point
    add column undeliverable_since timestamptz,
    add column undeliverable_code  text;
comment on column contact_point.undeliverable_since is 'Mail to it came back for good; emptied when mail comes from there, or by hand.';
