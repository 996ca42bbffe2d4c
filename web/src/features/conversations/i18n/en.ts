export default {
  title: 'Inbox',
  views: 'Views',
  view: { mine: 'Mine', unassigned: 'Unassigned', open: 'All open', done: 'Done' },
  noSubject: 'No subject',
  status: { new: 'New', open: 'Open', pending: 'Pending', on_hold: 'On hold', solved: 'Solved', closed: 'Closed' },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  priorityIs: 'Priority: {name}',
  channel: { email: 'E-mail', note: 'Note' },
  list: {
    name: 'Conversations', search: 'Search or jump to…', allInboxes: 'All inboxes', byInbox: 'Show one inbox',
    unread: '{n} unread | {n} unread', isUnread: 'Unread.', you: 'You', assigned: 'Assigned to {name}',
    fresh: '{n} new | {n} new', failed: 'The conversations did not load',
  },
  empty: {
    mine: { title: 'Nothing waits for you', text: 'What is assigned to you and still open stands here.', way: 'See what is unassigned' },
    unassigned: { title: 'Everything has an owner', text: 'New mail lands here until somebody takes it.' },
    open: { title: 'No open conversations', text: 'When a customer writes, the conversation appears here at once.' },
    done: { title: 'Nothing is done yet', text: 'Solved and closed conversations are kept here.' },
  },
  idle: { title: 'No conversation is open', text: 'Choose one from the list, or press J.' },
  one: { name: 'Conversation', failed: 'The conversation did not load', back: 'Back to the list', customer: 'Customer' },
  field: {
    subject: 'Subject', status: 'Status', assignee: 'Assignee', priority: 'Priority', team: 'Team', inbox: 'Inbox', tag: 'Tag',
    nobody: 'Unassigned', me: '{name} (me)', you: '{name} (you)', noTeam: 'No team', findPerson: 'Find a colleague', findTag: 'Find or add a tag', newTag: 'new',
  },
  action: {
    next: 'Next conversation', previous: 'Previous conversation', solve: 'Solve', reopen: 'Reopen', pending: 'Mark as pending', unread: 'Mark as unread', assign: 'Assign to…', assignMe: 'Assign to me',
    subject: 'Edit the subject', tag: 'Add a tag', untag: 'Remove the tag {tag}', reply: 'Reply', note: 'Write a note', undo: 'Take the message back', retry: 'Send again',
  },
  hint: { move: 'move', solve: 'solve', assign: 'assign', reply: 'reply', note: 'note' },
  done: { solved: '#{number} solved', assigned: 'Assigned to you', sent: 'Sent to {name}', opened: '#{number} opened' },
  actor: { agent: 'A colleague', customer: 'Customer', rule: 'A rule', assistant: 'Assistant', integration: 'An integration', system: 'Centrala' },
  event: {
    status: 'status {name}', priority: 'priority {name}', assigned: 'assigned to {name}', took: 'took the conversation', unassigned: 'removed the assignee', team: 'team {name}', noTeam: 'removed the team',
    inbox: 'moved to {name}', subject: 'changed the subject', tagged: 'tagged {tags}', untagged: 'removed the tag {tags}', spam: 'marked as spam', notSpam: 'marked as not spam',
  },
  timeline: { name: 'Timeline', failed: 'The timeline did not load', older: 'Show older messages' },
  message: {
    note: 'Internal note', noteMore: ', customers never see it', to: 'to {list}', raw: 'Download the original mail', empty: 'This message has no text.', frame: 'Message from {name}',
    showQuote: 'Show the quoted history', hideQuote: 'Hide the quoted history', imagesBlocked: 'Images from the internet are blocked: they tell the sender that you opened the mail.', showImages: 'Show images',
  },
  delivery: {
    queued: 'Leaves in a moment', sending: 'Being sent', sent: 'Sent', delivered: 'Delivered', failed: 'The message was not sent.', bounced: 'The message came back.', undone: 'Taken back',
  },
  reply: {
    name: 'Reply', noteName: 'Note', tabs: 'Reply or note', placeholder: 'Reply to {name} by e-mail', notePlaceholder: 'A note for colleagues; the customer never sees it', to: 'To', cc: 'Cc',
    send: 'Send', addNote: 'Add note', options: 'Send options', sendAnd: { pending: 'Send and mark as pending', solved: 'Send and solve' }, noteAnd: { pending: 'Add and mark as pending', solved: 'Add and solve' },
    kept: 'The draft is saved.', notKept: 'The draft is not saved yet. Trying again.', files: 'Attachments', removeFile: 'Remove {name}', notUploaded: 'not uploaded', fileMissing: 'A file could not be uploaded. Remove it or add it again, then send.', uploading: 'Uploading',
    tooMuch: 'Attachments may have {size} together. Send a link to larger files.', removeAddress: 'Remove {address}', wrongAddress: 'Not a full e-mail address',
  },
  editor: { attach: 'Attach files', bold: 'Bold', italic: 'Italic', bulletList: 'List', blockquote: 'Quote', link: 'Link', address: 'Address of the link', setLink: 'Set link' },
  newer: { title: 'A newer message', text: '{name} wrote again at {time}. Your reply has not been sent.', read: 'Read first', send: 'Send anyway' },
  new: {
    title: 'New conversation', customer: 'Customer', customerHint: 'Name or e-mail address', subject: 'Subject', inbox: 'Inbox', create: 'Open conversation', newCustomer: 'New customer',
    needCustomer: 'Choose a customer or type an e-mail address.', needSubject: 'Say in a few words what it is about.',
  },
  live: { away: 'Offline. What you see may be old; drafts are kept here until the connection is back.', ask: 'Tell you about new mail while this tab is in the background?', allow: 'Allow notifications', later: 'Not now', newMail: 'New message from {name}' },
}
