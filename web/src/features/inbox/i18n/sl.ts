export default { title: 'Nabiralnik' }
