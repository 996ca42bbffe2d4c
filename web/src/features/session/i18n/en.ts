export default {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  go: 'Sign in',
  wrong: 'E-mail and password do not fit together. Check both, then try again.',
  throttled: 'Too many tries. You can try again in {clock}.',
  out: 'You are signed out.',
  forgot: {
    ask: 'Forgot the password?',
    way: 'An administrator makes you a new link under Settings, People. An owner can also run this on the server:',
  },
  ended: {
    title: 'Sign in to go on',
    text: 'Your session has ended. What you typed is still here: enter your password and carry on.',
    other: 'Sign in as someone else',
  },
  motto: { line: 'Every channel is a line.', person: 'Every line meets at one person.' },
  art: { mail: 'E-mail', customer: 'One customer, one timeline' },
}
