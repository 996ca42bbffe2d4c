export default {
  title: 'Sledilci', none: 'Nihče ne sledi. Dodeljeni je obveščen v vsakem primeru.', follow: 'Sledi', unfollow: 'Ne sledi več', add: 'Dodaj sledilca', remove: '{name} naj ne sledi več', find: 'Poišči sodelavca',
  done: 'Slediš #{number}', undone: '#{number} ne slediš več',
  event: { follows: 'sledenje zahtevku', added: 'nov sledilec: {name}', leaves: 'konec sledenja', removed: 'konec sledenja: {name}' },
}
