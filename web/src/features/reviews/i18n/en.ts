export default {
  ask: 'Ask for a review', askText: 'They see what you have written here and can change it, approve it or hand it back. You send it.', againText: 'You have asked for a review here. They are shown the draft as it is now.', whom: 'Who shall look it over', team: 'team', nobody: 'Nobody else sees this conversation.', comment: 'A word about it', nothing: 'Write something first.', go: 'Ask', again: 'Share again', shared: 'They are told to look it over', sharedAgain: 'The draft is shared as it is now', failed: 'The colleagues did not load',
  of: 'Draft of {name}', by: 'To be looked over by {names}', changed: 'Changed by {name}', state: { asked: 'To look over', approved: 'Approved', returned: 'Handed back' },
  approve: 'Approve', return: 'Hand back', take: 'Take it over', edit: 'Change the draft', text: 'The draft', save: 'Save', withdraw: 'Withdraw', say: 'Say', conflict: 'Somebody has changed it meanwhile. This is theirs; saving again replaces it by yours.',
  done: { approved: 'The draft is approved', returned: 'The draft is handed back', said: 'Your word is there', withdrawn: 'The draft is shared no more' },
  event: { asked: 'asked for a review of a draft', approved: 'approved a draft', returned: 'handed a draft back' },
}
