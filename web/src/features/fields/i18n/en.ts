export default {
  ofCustomer: 'About the customer', ofCompany: 'About the company', title: 'Details', nothing: 'Nothing chosen', needed: 'needed to solve', find: 'Find a choice', open: 'Open the link: {name}', reason: 'Contact reason', noReason: 'No contact reason', findReason: 'Find a contact reason',
  complexity: 'Complexity', noComplexity: 'No complexity', levels: { simple: 'Simple', normal: 'Normal', hard: 'Hard' },
  action: { reason: 'Choose the contact reason', complexity: 'Set the complexity', fill: 'Fill in the details' },
  incomplete: 'Fill in before solving: {names}', changed: '{name}: changed',
  event: { reason: 'set the contact reason to {name}', noReason: 'removed the contact reason', complexity: 'set the complexity to {name}', noComplexity: 'removed the complexity', field: 'changed {name}' },
  settings: {
    text: 'What you ask about conversations or customers beyond what is always there. Nothing is lost: an archived field keeps its values and can be restored.',
    empty: 'No fields yet', add: 'Add field', new: 'New field', create: 'Add field', made: 'Field added', saved: 'Field saved', archived: '{name} is archived', restored: '{name} is asked again', archive: 'Archive', restore: 'Restore',
    name: 'Name', nameHint: 'You can rename it at any time. Programs and searches use the key {key}.', subject: 'Asked about', subjects: { conversation: 'Conversations', customer: 'Customers', company: 'Companies' },
    type: 'Type', types: { text: 'Text', number: 'Number', date: 'Date', choice: 'Choice', checkbox: 'Checkbox', link: 'Link' },
    brand: 'Brand', allBrands: 'All brands', required: 'Needed to solve', requiredHint: 'A conversation is solved only when it is filled in, wherever it is asked.', yes: 'yes',
    condition: 'When it is asked', always: 'Always', whenReason: 'With some contact reasons', whenField: 'When “{name}” fits', values: 'With one of these', state: 'State', asked: 'Asked', isArchived: 'Archived', up: 'Move {name} up', down: 'Move {name} down',
    choices: 'Choices', someoneElse: 'Somebody has changed this since you opened it. Open it again to see what they did, or save once more to replace it.', noChoice: 'Add one choice at least.',
  },
  tree: {
    hint: 'Enter adds a line. Alt with the arrows moves a line up, down, in and out. What is in use is archived, not deleted.', add: 'Add a line', name: 'Line {n}', up: 'Up', down: 'Down', in: 'In', out: 'Out', archive: 'Archive', restore: 'Restore', remove: 'Remove', archived: 'archived',
  },
  reasons: {
    text: 'Why customers write, from broad to narrow. Agents choose one with Y.', required: 'Needed to solve', requiredHint: 'A conversation of this brand is solved only with a contact reason.', saved: 'Contact reasons saved', list: 'Contact reasons', count: '{n} reason | {n} reasons',
  },
}
