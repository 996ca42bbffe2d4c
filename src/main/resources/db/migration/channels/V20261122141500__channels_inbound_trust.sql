alter table inbound
    add column client_address text,
    add column client_helo    text not null default '',
    add column trust          jsonb;
comment on column inbound.client_address is 'The machine that handed the mail over; none when it was fetched.';
comment on column inbound.trust is 'What SPF, DKIM, DMARC and ARC say of it; none when nobody looked.';
