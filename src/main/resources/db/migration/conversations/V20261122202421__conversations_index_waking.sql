create index concurrently if not exists conversation_waking on conversation (snoozed_until) where snoozed_until is not null;
