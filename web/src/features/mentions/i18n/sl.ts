export default { title: 'Omeni sodelavca', team: 'Ekipa', none: 'Nihče, ki vidi ta zahtevek, nima tega imena', chosen: '{name}. Enter omeni.' }
