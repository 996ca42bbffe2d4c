alter table mailbox add column signature_from text not null default 'agent' check (signature_from in ('agent', 'mailbox', 'brand', 'none'));
comment on column mailbox.signature_from is 'Whose signature closes its mail; what is empty falls back on the next: agent, mailbox, brand.';
