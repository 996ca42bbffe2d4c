export default {
  title: 'Snippets', one: 'Snippet', insert: 'Insert a snippet', tool: 'Snippet',
  none: 'No snippet fits. Write one in the settings.', chosen: 'Snippet {title}', filesFailed: 'The files of {title} could not be attached. Try again.',
  add: 'Add snippet', new: 'New snippet', empty: 'No snippet yet', emptyText: 'Write an answer once. While you write to a customer, type / and its shortcut to put it in.',
  text: 'Type / in a reply to put one in. Variables are filled then.', search: 'Find a snippet', nothing: 'No snippet has these words.',
  name: 'Title', shortcut: 'Shortcut', shortcutHint: 'Typed after /, such as /return.', language: 'Language', anyLanguage: 'Any language', body: 'Text', variables: 'Filled in for you: {names}',
  scope: { label: 'For', everyone: 'Everyone', team: 'A team', personal: 'Me alone' }, team: 'Team', changedAt: 'Changed',
  files: 'Files', addFile: 'Add files', removeFile: 'Remove {name}', filesLater: 'Files can be added once the snippet is kept.', tooMuch: 'The files have more than 10 MB together.',
  create: 'Add snippet', made: 'Snippet added', saved: 'Snippet saved', deleted: 'Snippet deleted', deleteTitle: 'Delete {title}?', deleteText: 'What was sent with it stays as it is.', deleteGo: 'Delete snippet',
  someoneElse: 'Somebody has changed this snippet since you opened it. Open it again to see what they wrote, or save once more to replace it.', readOnly: 'Those of teams and of everyone are changed by whoever may manage snippets.',
  hint: 'Use the word after / in what you type',
}
