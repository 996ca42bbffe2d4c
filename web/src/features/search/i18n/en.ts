export default {
  title: 'Search', palette: 'Commands and search', placeholder: 'Search conversations and customers', searches: 'Searches commands, conversations, customers',
  group: { conversation: 'This conversation', go: 'Go to', look: 'Look and language', conversations: 'Conversations', customers: 'Customers', search: 'Search' },
  everywhere: 'All results for “{words}”', nothing: 'No command has these letters.', failed: 'The search did not answer',
  hint: { move: 'move', run: 'run', commands: 'commands only', close: 'close', field: 'To the search field' },
  keys: { title: 'All keys', send: 'Send', leave: 'Leave the field, close', single: 'Single-key shortcuts', singleMore: 'They work outside text fields. Off, only combinations work.' },
  kinds: 'Kinds of results', kind: { all: 'All', conversation: 'Conversations', customer: 'Customers' }, how: 'Accents and word endings ignored',
  narrow: 'Narrow the results', inbox: 'Inbox', allInboxes: 'All inboxes', noSubject: 'No subject', unassigned: 'Unassigned',
  start: { title: 'Search everything', text: 'Words from messages, subjects, names, addresses, or a number such as #20418.' },
  none: { title: 'Nothing found for “{words}”', text: 'Try fewer words, or look in all inboxes.' },
  go: { inbox: 'Inbox', customers: 'Customers', search: 'Search', mine: 'My conversations', unassigned: 'Unassigned conversations', palette: 'Commands', keys: 'All keys', compose: 'New conversation', light: 'Light theme', dark: 'Dark theme', auto: 'Theme of the system', signOut: 'Sign out' },
  settings: 'Settings: {name}',
  bar: { commands: 'commands', keys: 'all keys' },
}
