export default { title: 'Inbox' }
