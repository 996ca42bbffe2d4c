create table notification_preference (
    agent_id      uuid    primary key,
    off_kinds     text[]  not null,
    desktop_kinds text[]  not null,
    unassigned    boolean not null,
    sound_kinds   text[]  not null,
    sound_mine    boolean not null,
    volume        int     not null check (volume between 0 and 100),
    quiet_from    time,
    quiet_until   time,
    quiet_days    int[],
    quiet_zone    text,
    check (num_nulls(quiet_from, quiet_until, quiet_days, quiet_zone) in (0, 4))
);
comment on table notification_preference is 'How an agent wants to be told; whoever has no row is told as usual.';
