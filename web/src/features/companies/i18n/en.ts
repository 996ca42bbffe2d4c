export default {
  name: 'Company',
  failed: 'The company did not load',
  field: { name: 'Name' },
  editName: 'Edit the name',
  list: {
    title: 'Companies', find: 'Find by name, domain or notes', next: 'Next company', previous: 'Previous company', since: 'Added', more: '+{n} | +{n}', export: 'Export as CSV',
    failed: 'The companies did not load', none: 'No company found for “{words}”', noneText: 'Try fewer letters, or a domain.', all: 'Show all', empty: 'No companies yet', emptyText: 'Give a company its domain, and whoever writes from there belongs to it by themselves.',
  },
  new: { title: 'New company', make: 'Add the company' },
  domains: { example: 'company.example', title: 'Domains', text: 'Whoever writes from one of them belongs to the company. Several are divided by spaces.', none: 'No domain: its people are chosen one by one.', add: 'Add a domain', hint: 'domain', remove: 'Remove {domain}', removed: '{domain} is removed. Its people leave the company.' },
  notes: { title: 'Notes', empty: 'What colleagues should know about this company.' },
  people: { title: 'People', failed: 'The people did not load', none: 'Nobody yet. Add a domain, or choose the company at a customer.' },
  conversations: {
    title: 'Conversations of this company', open: 'Open', all: 'All', failed: 'The conversations did not load', none: 'No conversations yet', noneOpen: 'Nothing open', noneText: 'Or only in inboxes that you do not see.',
    subject: 'Subject', who: 'Customer', status: 'Status', last: 'Last activity',
  },
  of: {
    none: 'No company', nowhere: 'Belongs to no company, as somebody said.', byHand: 'chosen by hand', byAddress: 'As the address says', choose: 'Company of this customer', done: 'Now belongs to {name}.', gone: 'Now belongs to no company.', others: 'Others there write about',
  },
  remove: { title: 'Remove the company', sure: 'Remove {name}?', text: 'Its domains become free and its people belong to no company any more. Customers and conversations stay. This cannot be undone.', done: '{name} is removed.' },
}
