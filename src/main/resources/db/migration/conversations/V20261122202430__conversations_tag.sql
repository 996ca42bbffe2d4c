create table tag (
    id          uuid primary key,
    key         text        not null unique,
    name        text        not null,
    colour      text        not null default 'grey',
    offered     boolean     not null default false,
    merged_into uuid references tag,
    merged_root uuid references tag,
    sequence    bigint      not null default 1,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    check ((merged_into is null) = (merged_root is null))
);
create index tag_name on tag (lower(name), id) where merged_root is null;
create index tag_merged_root on tag (merged_root) where merged_root is not null;
create index tag_merged_into on tag (merged_into) where merged_into is not null;
comment on table tag is 'Tags as people know them. Conversations hold the key, which never changes: renaming and merging touch no conversation.';

create table tag_word (
    word   text primary key,
    tag_id uuid not null references tag on delete cascade
);
create index tag_word_tag on tag_word (tag_id);
comment on table tag_word is 'Every name that a tag has or had, in lower case: who types an old one means the tag.';

create table tag_inbox (
    tag_id   uuid not null references tag on delete cascade,
    inbox_id uuid not null references inbox,
    primary key (tag_id, inbox_id)
);
create index tag_inbox_inbox on tag_inbox (inbox_id);
comment on table tag_inbox is 'In which inboxes a tag has been used: who sees none of them is not offered it.';

update conversation c
set tags = array(select lower(t) from unnest(c.tags) with ordinality u (t, n) group by lower(t) order by min(n))
where exists (select 1 from unnest(c.tags) t where t <> lower(t));

insert into tag (id, key, name, created_at, updated_at)
select gen_random_uuid(), t, t, now(), now() from (select distinct unnest(tags) as t from conversation) used;

insert into tag (id, key, name, offered, created_at, updated_at)
select gen_random_uuid(), t, t, true, now(), now() from unnest(array['suspicious', 'auto-reply', 'bulk']) t
on conflict (key) do update set offered = true;

insert into tag_word (word, tag_id) select key, id from tag;

insert into tag_inbox (tag_id, inbox_id)
select distinct t.id, c.inbox_id from conversation c cross join lateral unnest(c.tags) u (key) join tag t on t.key = u.key;
