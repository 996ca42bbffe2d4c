alter table field
    drop constraint field_subject_check,
    add constraint field_subject_check check (subject in ('conversation', 'customer', 'company'));
comment on table field is 'What a team asks about conversations, customers or companies. Values are held by key, which never changes; an archived field keeps them.';
