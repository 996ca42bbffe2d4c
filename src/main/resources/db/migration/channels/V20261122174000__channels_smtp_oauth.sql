alter table mailbox add column smtp_oauth boolean not null default false;
comment on column mailbox.smtp_oauth is 'Whether the submission server is signed in to by the OAuth 2 grant with which mail is fetched.';
