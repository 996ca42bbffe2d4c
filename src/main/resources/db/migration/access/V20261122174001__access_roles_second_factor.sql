-- The five given roles have their permissions in the program; the others have them here.
create table agent_role (
    id                  text primary key,
    sequence            bigint      not null default 0,
    name                text,
    permissions         text[],
    second_factor_since timestamptz,
    created_at          timestamptz not null default now(),
    check ((name is null) = (id in ('owner', 'administrator', 'supervisor', 'agent', 'light_agent'))),
    check ((name is null) = (permissions is null))
);
create unique index agent_role_name on agent_role (lower(name));
comment on table agent_role is 'Roles: the five given ones, and those that people have made with a name and permissions of their own.';
comment on column agent_role.second_factor_since is 'Whoever signs in after this needs a second factor; null when none is asked for.';
insert into agent_role (id) values ('light_agent'), ('agent'), ('supervisor'), ('administrator'), ('owner');

alter table agent drop constraint agent_role_check;
alter table agent add constraint agent_role_exists foreign key (role) references agent_role;

create table agent_code (
    agent_id     uuid primary key references agent,
    secret       text        not null,
    confirmed_at timestamptz,
    last_step    bigint      not null default 0
);
comment on table agent_code is 'The key of an agent''s one-time codes (RFC 6238), encrypted; in use once it was confirmed. last_step: no code counts twice.';

create table recovery_code (
    agent_id  uuid  not null references agent,
    code_hash bytea not null,
    primary key (agent_id, code_hash)
);
comment on table recovery_code is 'What opens the door once when the app with the codes is lost: keyed hashes, deleted when used.';

alter table agent_session add column way text not null default 'password';
comment on column agent_session.way is 'How it was opened: password, or code when a one-time code was asked for too.';
