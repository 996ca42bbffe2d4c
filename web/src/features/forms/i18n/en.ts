export default {
  product: 'Centrala',
  language: 'Language',
  theme: 'Theme',
  field: {
    missing: 'Fill this in.',
    between: 'Use {min} to {max} characters.',
    least: 'Use at least {min} characters.',
    most: 'Use at most {max} characters.',
    email: "That is not an e-mail address, such as ana{'@'}example.com.",
    line: 'Use one line of visible characters.',
    choice: 'Choose one of the list.',
    port: 'A port is a number from 1 to 65535.',
  },
  password: {
    show: 'Show',
    hide: 'Hide',
    hint: 'At least {min} characters. Several words are easier to remember than signs.',
    short: 'Too short: {n} of {min}',
    fair: 'Fair: {n} character | Fair: {n} characters',
    good: 'Good: {n} character | Good: {n} characters',
    strong: 'Strong: {n} character | Strong: {n} characters',
  },
}
