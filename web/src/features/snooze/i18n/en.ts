export default {
  title: 'Snooze', action: 'Snooze…', hintWord: 'snooze', go: 'Snooze', wake: 'Wake it now', presets: 'Usual times', words: 'Until when', example: 'tomorrow 9, in 3 hours, Monday', at: 'Date and time',
  hint: 'Write it as you would say it. A reply of the customer wakes it earlier.', means: 'Comes back {at}', unclear: 'This is not understood as a time to come.', past: 'Choose a time that is still to come.',
  time: { later: 'Later today', evening: 'This evening', tomorrow: 'Tomorrow morning', monday: 'Monday morning', week: 'In a week' },
  done: '#{number} is snoozed until {at}', woken: '#{number} is back', until: 'Snoozed until {at}', change: 'Snoozed until {at}. Change it', back: '#{number} is back from its snooze', look: 'Look',
  hours: 'Snoozed for {n} hour | Snoozed for {n} hours', forHours: 'Snooze for hours', forHoursHint: 'Empty: not at all. 24 is a day.', wrongHours: 'From 1 to 8760 hours.', notDone: 'What is solved is not snoozed.',
  event: { until: 'snoozed until {at}', ended: 'ended the snooze', woken: 'the snooze is over' },
}
