create index concurrently if not exists conversation_follow_up on conversation (follow_up_of) where follow_up_of is not null;
