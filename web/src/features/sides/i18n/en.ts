export default {
  every: 'All open', title: 'Side threads', none: 'Nobody was asked beside this conversation.', ask: 'Ask somebody', all: 'All side threads', page: 'Side threads', one: 'Side thread with {name}', view: { asked: 'For me to answer', own: 'Asked by me', overdue: 'Overdue', open: 'All open' },
  empty: 'Nothing here', emptyText: 'What suppliers, teams and colleagues are asked beside a conversation stands here until it is answered and closed.', more: 'Show more', failed: 'The side threads did not load',
  about: 'Conversation', whom: 'Asked', what: 'About', due: 'Answer by', state: 'State', waits: 'by {at}', overdue: 'overdue since {at}', answered: 'answered', closed: 'closed', colleague: 'Colleague', team: 'Team', outside: 'Outside, by mail', nobody: 'somebody',
  askTitle: 'Ask beside the conversation', askText: 'The customer never sees a word of it. The answer comes back here.', kind: 'Whom', to: 'E-mail address', toHint: 'Several with commas', chooseTeam: 'Which team', chooseAgent: 'Which colleague', subject: 'Subject', text: 'What you want to know', by: 'Answer by', past: 'Choose a time that is still to come.', send: 'Ask', asked: 'Asked {name}',
  reply: 'Write in the side thread with {name}', say: 'Write', close: 'Close', reopen: 'Open again', later: 'More time: until tomorrow', done: 'Side thread closed', again: 'Side thread open again', moved: 'Answer wanted by {at}',
  event: { asked: 'asked beside the conversation (#{number})', answered: 'answered what was asked beside (#{number})' }, news: 'News in a side thread: {subject}', look: 'Look',
}
