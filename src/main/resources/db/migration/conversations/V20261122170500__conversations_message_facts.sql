alter table message_content add column facts jsonb;
comment on column message_content.facts is 'How the message is protected, the appointment it brings, and what of it could not be read; none when there is nothing to say.';
