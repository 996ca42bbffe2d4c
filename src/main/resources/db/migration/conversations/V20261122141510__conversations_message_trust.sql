alter table message_content add column trust jsonb;
comment on column message_content.trust is 'How far the message can be believed; none when nobody looked.';
alter table attachment add column withheld text;
comment on column attachment.withheld is 'Why the file is not handed out: the name of what an antivirus found in it.';
create index conversation_junk on conversation (inbox_id, number desc) where spam;
