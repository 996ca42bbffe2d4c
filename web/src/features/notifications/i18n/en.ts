export default {
  title: 'Notifications', short: 'News', open: 'Notifications', onlyUnread: 'Unread only', readAll: 'All read', readAllLong: 'Mark all notifications as read', read: 'Mark as read', markUnread: 'Mark as unread', isUnread: 'Unread.',
  unread: '{n} unread conversation | {n} unread conversations', more: '{n} more | {n} more', done: '{n} notification marked as read | {n} notifications marked as read',
  failed: 'Your notifications did not load', none: 'Nothing yet', noneMore: 'You are told here what concerns you: what is given to you, and what is written in your conversations and those you follow.', allRead: 'All read',
  kind: { mention: 'Mentions you', assigned: 'Given to you', failed: 'Not delivered', reopened: 'Open again', answered: 'Side thread answered', review: 'Draft to look over', message: 'New message', reply: 'Reply to the customer', note: 'New note', woken: 'Back from snooze' },
  prefs: {
    failed: 'Your preferences did not load', what: 'What', off: 'Here', desktop: 'On the desktop', sound: 'By sound',
    mail: 'By mail', mailMore: 'Mail goes to {address}: what you have not read after a while, as one mail.', mailAfter: 'Mail when unread for', setUp: 'Set up a mailbox',
    missing: { sender: 'No mail comes yet: no mailbox can send.', address: 'No mail comes yet: whoever runs this installation has to set its address, CENTRALA_PUBLIC_URL, so that links lead here.' },
    digest: 'Summary by mail', every: { never: 'Never', daily: 'Every day', weekly: 'Every week' }, digestDay: 'On', digestHour: 'At', digestMore: 'What is unread, what is given to you and open, and the numbers if you may read them. Left out when there is nothing to say. Time zone: {zone}',
    ask: 'Allow on the desktop', askMore: 'Your browser will ask. They are shown only while Centrala is out of sight.', denied: 'This browser shows no notifications of Centrala. Allow them in its site settings.',
    unassigned: 'New mail that is nobody’s, on the desktop', soundMine: 'Sound only for conversations that are given to you', volume: 'Volume', listen: 'Listen',
    quiet: 'Quiet hours', quietMore: 'Nothing on the desktop, no sound and no mail; afterwards you find it here, and what is still unread comes as one mail. Time zone: {zone}', from: 'From', until: 'Until', days: 'Quiet all day', zone: 'Use {zone}',
  },
}
