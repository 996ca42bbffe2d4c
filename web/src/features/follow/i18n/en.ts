export default {
  title: 'Followers', none: 'Nobody follows. The assignee is told in any case.', follow: 'Follow', unfollow: 'Unfollow', add: 'Have a colleague follow', remove: '{name} shall not follow any more', find: 'Find a colleague',
  done: 'You follow #{number}', undone: 'You do not follow #{number} any more',
  event: { follows: 'follows', added: '{name} follows', leaves: 'does not follow any more', removed: '{name} does not follow any more' },
}
