create index concurrently if not exists conversation_urgent on conversation (inbox_id, priority, last_activity_at desc, id desc)
    where is_open and merged_into is null;
