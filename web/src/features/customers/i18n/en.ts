export default {
  name: 'Customer',
  failed: 'The customer did not load',
  since: 'since {date}',
  verified: 'Verified',
  verify: 'Mark {value} as verified', unverify: 'Take back that it is verified', undeliverable: 'Mail came back on {date} {code}', reachable: 'It works again',
  contactPoints: 'Contact points',
  noContactPoints: 'No address or phone number is known.',
  kind: { email: 'E-mail', phone: 'Phone' },
  field: { name: 'Name' },
  editName: 'Edit the name',
  notes: { title: 'Notes', empty: 'What colleagues should know about this customer.' },
  others: { title: 'Other conversations', none: 'This is the first one.', state: '{status}, {date}' },
}
