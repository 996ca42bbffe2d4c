create index concurrently if not exists notification_mail on notification (mail_at) where mail_at is not null;
