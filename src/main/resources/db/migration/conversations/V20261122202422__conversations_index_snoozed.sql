create index concurrently if not exists conversation_snoozed on conversation (inbox_id, snoozed_until, id) where snoozed_until is not null;
