export default {
  viewing: '{name} is looking', noting: '{name} is writing a note', replying: '{name} is replying',
  replies: '{names} is replying to the customer right now. | {names} are replying to the customer right now.',
  notes: '{names} is writing a note. | {names} are writing notes.',
}
