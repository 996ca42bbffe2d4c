export default { title: 'Skrzynka' }
