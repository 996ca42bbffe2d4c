create index concurrently if not exists conversation_untouched on conversation (inbox_id, touched_at, id)
    where is_open and not spam and snoozed_until is null and merged_into is null;
