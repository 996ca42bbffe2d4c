export default {
  title: 'Numbers', period: 'Period', narrow: 'Narrow the numbers', last: 'Last day | Last {n} days', from: 'From day', until: 'Until day', export: 'Export as CSV', failed: 'The numbers did not load',
  inbox: 'Inbox', team: 'Team', person: 'Person', allInboxes: 'All inboxes', allTeams: 'All teams', none: 'None', nobody: 'Nobody', reason: 'Contact reason', noReason: 'No reason', noTeam: 'No team', nothing: 'Nothing in this period.', days: 'd', day: 'Day', byDay: 'By day',
  received: 'Received', answered: 'Answered', replies: 'Replies', firsts: 'First replies', first: 'First reply', firstShort: 'First reply', waitingShort: 'Waiting', unanswered: 'Unanswered',
  longer: 'longer than {n} hour | longer than {n} hours', median: 'median', share: '{share} % of received', slowest: 'Nine in ten within {time}', versus: 'against the same time before', now: 'Now, whatever the period',
  where: 'As the conversation stands now', who: 'Replies they sent in the period', how: 'How “{name}” is counted', dayTitle: '{day}: {received} received, {answered} answered',
  text: {
    received: 'Conversations that customers opened in these days. Junk, machines and imported mail do not count; merged ones count once.',
    answered: 'Of those received, how many a person has answered by now, whenever that was. Notes and acknowledgements are no answers.',
    first: 'From the customer’s first message until a person’s first reply left. Every hour counts, also nights and weekends.',
    unanswered: 'New or open conversations whose customer wrote last, longer ago than chosen. Pending ones wait for the customer and do not count.',
  },
  formula: { received: 'count(opened by customer)', answered: 'count(received with a reply)', first: 'median(first reply − first message)', unanswered: 'count(new or open, now − last customer message > {hours} h)' },
}
