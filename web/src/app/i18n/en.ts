export default {
  skip: 'Skip to content',
  rail: { name: 'Main', inbox: 'Inbox', search: 'Search', settings: 'Settings', theme: 'Switch theme', me: 'Me', unread: '{n} unread conversation | {n} unread conversations' },
  bar: { name: 'Status and keyboard hints' },
  action: {
    close: 'Close', cancel: 'Cancel', save: 'Save', retry: 'Try again', dismiss: 'Dismiss', remove: 'Remove', add: 'Add', copy: 'Copy', copied: 'Copied',
    back: 'Back', more: 'Show more', download: 'Download', undo: 'Undo', edit: 'Edit', done: 'Done',
  },
  time: { today: 'Today', yesterday: 'Yesterday, {date}', now: 'now' },
  loading: 'Loading',
  optional: 'optional',
  error: { title: 'That did not load', unknown: 'Something went wrong on the server. Try again in a moment.' },
  problem: {
    network: 'The server cannot be reached. Check the connection, then try again.',
    access_unauthenticated: 'You are signed out. Sign in again.',
    access_forbidden: 'Your role does not allow this.',
    conversation_not_found: 'There is no such conversation, or it is in an inbox you cannot see.',
    conversation_conflict: 'Someone else changed this a moment ago. You now see the newest state.',
    message_already_sent: 'The message has already left; it can no longer be taken back.',
  },
  missing: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.', way: 'Go to the inbox' },
  forbidden: { title: 'Your role does not open this page', text: 'An administrator can change what you may do.', way: 'Go to the inbox' },
}
