export default {
  tab: 'Choose a password',
  title: 'Welcome, {name}',
  text: 'Choose a password. This link then stops working.',
  email: 'You sign in with',
  password: 'New password',
  go: 'Set password and sign in',
  used: {
    title: 'This link no longer works',
    text: 'It was used already, replaced by a newer one, or is older than seven days. Ask an administrator for a new one.',
    way: 'Go to sign-in',
  },
  name: 'Your name',
  nameHint: 'Customers and colleagues read it beside your replies.',
  resetTitle: 'A new password',
  resetText: 'Everywhere else you are signed out.',
}
