alter table conversation
    add column touched_at timestamptz not null default now();
comment on column conversation.touched_at is 'When one of us, or a program with a key, last answered, noted or changed it; at first when it was opened.';
alter table inbox
    add column untouched_hours int not null default 24 check (untouched_hours between 1 and 8760);
comment on column inbox.untouched_hours is 'After so many hours an open conversation that none of us has touched stands in a view of its own.';
