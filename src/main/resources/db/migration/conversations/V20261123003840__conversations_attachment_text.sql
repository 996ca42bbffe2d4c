create table attachment_text (
    attachment_id uuid primary key references attachment on delete cascade,
    state         text        not null default 'waiting' check (state in ('waiting', 'read', 'unreadable')),
    reason        text,
    body          text,
    cut           boolean     not null default false,
    attempts      int         not null default 0,
    due_at        timestamptz not null default now(),
    done_at       timestamptz
);
comment on table attachment_text is 'What is written in an attachment, for search, or why it cannot be read; work while it waits.';
comment on column attachment_text.due_at is 'Of what waits: when it may be read, which is the end of a lease while it is.';

-- What is there already is read as well, behind what comes.
insert into attachment_text (attachment_id)
select id from attachment
where withheld is null and size between 1 and 26214400
  and (lower(file_name) ~ '\.(pdf|docx|docm|dotx|xlsx|xlsm|pptx|pptm|ppsx|odt|ods|odp|ott|doc|dot|xls|ppt|pps|rtf|html?|xhtml|txt|text|csv|tsv|log|md|json|xml|ya?ml|ini)$'
    or lower(content_type) ~ '^(application/pdf|application/rtf|application/msword|text/(plain|html|csv|rtf)|application/vnd\.(ms-(excel|powerpoint)|oasis\.opendocument\.(text|spreadsheet|presentation)|openxmlformats-officedocument\..*))$');

create index attachment_text_waiting on attachment_text (attachment_id) where state = 'waiting';
