-- A new epoch says: this is another installation than the one whose positions you remember.
create table installation (
    epoch uuid not null,
    created_at timestamptz not null default now(),
    only_one boolean primary key default true check (only_one)
);

comment on table installation is 'The identity of this installation; a restore changes the epoch, so that local indexes are built anew';

insert into installation (epoch) values (gen_random_uuid());
