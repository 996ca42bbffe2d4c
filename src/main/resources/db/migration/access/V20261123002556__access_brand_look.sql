alter table brand
    add column languages   text[] not null default '{}',
    add column signatures  jsonb  not null default '{}',
    add column accent      text check (accent ~ '^#[0-9a-f]{6}$'),
    add column logo        text,
    add column archived_at timestamptz;
update brand set languages = array[language];
comment on column brand.languages is 'In which it speaks with its customers; its own language among them.';
comment on column brand.signatures is 'By language, what closes a mail instead of its signature; none where it is empty.';
comment on column brand.logo is 'Version of the picture in brand_logo, null where there is none.';
comment on column brand.archived_at is 'Since when nothing new can belong to it; null while it is used.';

create table brand_logo (
    brand_id uuid primary key references brand (id),
    png      bytea not null
);
comment on table brand_logo is 'Pictures that were decoded and written anew, at most 256 pixels on a side.';
