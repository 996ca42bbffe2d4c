export default {
  start: 'Play: the next that waits', next: 'Next', skip: 'Pass on', stop: 'End play', name: 'Play', done: '{n} done | {n} done', left: '{n} left | {n} left', passed: '{n} passed on | {n} passed on', progress: 'How far the round is', over: 'All done', nothing: 'Nothing waits for an answer here.', back: 'Back to the list',
  why: 'Why do you pass it on?', whyText: 'It goes back to whoever takes it next. You will not be handed it again for eight hours.', note: 'A word to the team', noteNeeded: 'Say in a few words why.', go: 'Pass on', skipped: 'Passed on: #{number}',
  reason: { not_mine: 'Not my area', too_hard: 'Needs somebody who knows more', waits: 'Waits for something else', unclear: 'I do not understand it', other: 'Another reason' },
  skips: 'Passed on', skipsText: 'What agents passed on in play, and why.', who: 'Who', what: 'Conversation', reasonIs: 'Reason', at: 'When', empty: 'Nobody has passed anything on', more: 'Show more', failed: 'The list did not load', event: 'passed on: {reason}',
}
